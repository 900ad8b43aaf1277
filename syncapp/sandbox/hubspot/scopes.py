"""The scopes that HubSpot's specifications name [S]: what an app may ask for, whether it is emulated or not."""

from __future__ import annotations

# By what comes before and after the noun.
_NOUNS = {
    ("crm.objects.", ".read"): """
        appointments calls carts commercepayments companies contacts contracts courses custom deals
        emails feedback_submissions goals invoices leads line_items listings marketing_events
        meetings notes orders owners partner-clients partner-services products projects quotes
        services subscriptions tasks users
    """,
    ("crm.objects.", ".highly_sensitive.read"): """
        companies contacts custom deals projects tickets
    """,
    ("crm.objects.", ".highly_sensitive.read.v2"): """
        companies contacts custom deals
    """,
    ("crm.objects.", ".sensitive.read"): """
        appointments companies contacts custom deals projects tickets
    """,
    ("crm.objects.", ".sensitive.read.v2"): """
        appointments companies contacts custom deals
    """,
    ("crm.objects.", ".write"): """
        appointments carts commercepayments companies contacts courses custom deals goals invoices
        leads line_items listings marketing_events orders partner-clients partner-services products
        projects quotes services subscriptions users
    """,
    ("crm.objects.", ".highly_sensitive.write"): """
        companies contacts custom deals projects tickets
    """,
    ("crm.objects.", ".highly_sensitive.write.v2"): """
        companies contacts custom deals
    """,
    ("crm.objects.", ".sensitive.write"): """
        appointments companies contacts custom deals projects tickets
    """,
    ("crm.objects.", ".sensitive.write.v2"): """
        appointments companies contacts custom deals
    """,
    ("crm.schemas.", ".read"): """
        appointments calls carts commercepayments companies contacts courses custom deals emails
        invoices line_items listings meetings notes orders projects quotes services subscriptions
        tasks tickets
    """,
    ("crm.schemas.", ".write"): """
        appointments carts commercepayments companies contacts courses custom deals invoices
        listings orders projects quotes services subscriptions tickets
    """,
}
_OTHERS = """
    account-info.security.read aeo-standalone-access analytics.behavioral_events.send automation
    automation.sequences.enrollments.write automation.sequences.read automation.sequences.write
    behavioral_events.event_definitions.read_write business_units_view.read cms-url-redirects-delete
    cms.domains.read cms.domains.write cms.knowledge_base.settings.read
    cms.knowledge_base.settings.write cms.membership.access_groups.write
    communication_preferences.read communication_preferences.read_write
    communication_preferences.statuses.batch.read communication_preferences.statuses.batch.write
    communication_preferences.write contacts contacts-access content content.landing_pages.read
    content.landing_pages.write content.site_pages.read content.site_pages.write contracts-read
    conversations.custom_channels.read conversations.custom_channels.write conversations.read
    conversations.visitor_identification.tokens.create conversations.write cpq.quotes.read
    cpq.quotes.write crm-access crm-pipelines-governance-read crm-pipelines-governance-write
    crm-pipelines-locked-stages-access crm-pipelines-locked-stages-write
    crm-pipelines-object-label-access crm.dealsplits.read_write crm.export
    crm.extensions_calling_transcripts.read crm.extensions_calling_transcripts.write crm.import
    crm.lists.read crm.lists.write crm.pipelines.orders.read crm.pipelines.orders.write
    data-integration-json-datasource-read data-integration-json-datasource-write
    data_integration.data_source.file.read data_integration.data_source.file.write
    deal-approval-read developers-read developers-write e-commerce files files.delete files.read
    files.ui_hidden.read files.ui_hidden.write files.write forecast-read forecasting-access forms
    hubdb hubdb.rows.read hubdb.rows.write hubdb.tables.publish hubdb.tables.read hubdb.tables.write
    inbounddb-product-library-read marketing-email marketing.aeo.read marketing.campaigns.read
    marketing.campaigns.revenue.full.read marketing.campaigns.revenue.lite.read
    marketing.campaigns.revenue.read marketing.campaigns.write marketing.email.read
    marketing.email.write media_bridge.read media_bridge.write meetings-write mh-lead-scoring-edit
    mh-lead-scoring-view oauth origins.ip_ranges.webhook.read origins.ip_ranges.webhook.write
    payment-links-delete payment-links-read payment-links-write pipeline-level-permissions-access
    pipeline-level-permissions-write portal-developers-access price-book-read price-book-write
    private-apps-read private-apps-write revenue-contracts-public-api-write sales-email-read
    sales-templates-public-read sales-templates-public-write scheduler.meetings.meeting-link.read
    sequences-public-delete settings.billing.write settings.currencies.read
    settings.currencies.write settings.users.read settings.users.teams.read
    settings.users.teams.write settings.users.write subscriptions-status-resubscribe-write
    tasks-write tax_rates.read tickets tickets.highly_sensitive tickets.highly_sensitive.v2
    tickets.sensitive tickets.sensitive.v2 timeline transactional-email webhooks-journal-data-access
    webhooks-journal-snapshot-management webhooks-journal-subscription-management
    webhooks-journal-subscription-read
"""

KNOWN = frozenset(
    [f"{before}{noun}{after}" for (before, after), nouns in _NOUNS.items() for noun in nouns.split()] + _OTHERS.split()
)
