"""Standard properties of contacts and companies."""

from __future__ import annotations

from syncapp.sandbox.hubspot.definitions.table import common, fields

STAGES = (
    "subscriber:Subscriber", "lead:Lead", "marketingqualifiedlead:Marketing Qualified Lead",
    "salesqualifiedlead:Sales Qualified Lead", "opportunity:Opportunity", "customer:Customer",
    "evangelist:Evangelist", "other:Other",
)  # fmt: skip
_LEADS = ("NEW:New", "OPEN:Open", "IN_PROGRESS:In Progress", "CONNECTED:Connected", "UNQUALIFIED:Unqualified")
_INDUSTRIES = (
    "CONSTRUCTION:Construction", "EDUCATION_MANAGEMENT:Education Management", "FACILITIES_SERVICES:Facilities Services",
    "GOVERNMENT_ADMINISTRATION:Government Administration", "HOSPITALITY:Hospitality", "REAL_ESTATE:Real Estate",
    "RETAIL:Retail", "RECREATIONAL_FACILITIES_AND_SERVICES:Recreational Facilities and Services",
)  # fmt: skip

CONTACTS = fields(
    "contactinformation",
    """
    email | Email | string | text |
    hs_additional_emails | Additional email addresses | string | textarea |
    firstname | First Name | string | text |
    lastname | Last Name | string | text |
    salutation | Salutation | string | text |
    phone | Phone Number | string | phonenumber |
    mobilephone | Mobile Phone Number | string | phonenumber |
    fax | Fax Number | string | phonenumber |
    company | Company Name | string | text |
    jobtitle | Job Title | string | text |
    address | Street Address | string | text |
    city | City | string | text |
    state | State/Region | string | text |
    zip | Postal Code | string | text |
    country | Country/Region | string | text |
    website | Website URL | string | text |
    lifecyclestage | Lifecycle Stage | enumeration | radio |
    hs_lead_status | Lead Status | enumeration | radio |
    message | Message | string | textarea |
    notes_last_updated | Last Activity Date | datetime | date | r
    associatedcompanyid | Primary Associated Company ID | number | number | c
    hs_email_domain | Email Domain | string | text | c
    hs_full_name_or_email | Full name or email | string | text | c
    """,
    {"lifecyclestage": STAGES, "hs_lead_status": _LEADS},
) + common("contactinformation", "createdate", "lastmodifieddate")

COMPANIES = fields(
    "companyinformation",
    """
    name | Company name | string | text |
    domain | Company Domain Name | string | text |
    hs_additional_domains | Additional Domains | string | textarea |
    phone | Phone Number | string | phonenumber |
    address | Street Address | string | text |
    address2 | Street Address 2 | string | text |
    city | City | string | text |
    state | State/Region | string | text |
    zip | Postal Code | string | text |
    country | Country/Region | string | text |
    website | Website URL | string | text |
    description | Description | string | textarea |
    industry | Industry | enumeration | select |
    annualrevenue | Annual Revenue | number | number | m
    numberofemployees | Number of Employees | number | number |
    lifecyclestage | Lifecycle Stage | enumeration | radio |
    hs_lead_status | Lead Status | enumeration | radio |
    num_associated_contacts | Number of Associated Contacts | number | number | c
    """,
    {"industry": _INDUSTRIES, "lifecyclestage": STAGES, "hs_lead_status": _LEADS},
) + common("companyinformation", "createdate", "hs_lastmodifieddate")
