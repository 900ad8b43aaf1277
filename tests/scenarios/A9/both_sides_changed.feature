@A9 @B4
Feature: Both sides change a record before it syncs

  Scenario Outline: The same field of a contact
    Given the shop of Acme, syncing two-way
    And conflicts of contacts are resolved by "<setting>"
    When these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0202   |
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot | QuickBooks |
      | phone | <here>  | <there>    |
    And the contact Ann is <state>
    And the next sync writes nothing

    Examples:
      | setting                    | here     | there    | state   |
      | Use HubSpot data           | 555 0101 | 555 0101 | syncing |
      | Use QuickBooks Online data | 555 0202 | 555 0202 | syncing |
      | Ask me                     | 555 0101 | 555 0202 | failing |

  Scenario Outline: Different fields of a contact are no conflict
    Given the shop of Acme, syncing two-way
    And conflicts of contacts are resolved by "<setting>"
    When these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 |            |
      | city  |          | Davis      |
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0101   |
      | city  | Davis    | Davis      |
    And the contact Ann is syncing
    And the page "conflicts/" says "Nothing needs a choice"

    Examples:
      | setting                    |
      | Use HubSpot data           |
      | Use QuickBooks Online data |
      | Ask me                     |

  Scenario Outline: Of three fields two are changed on both sides
    Given the shop of Acme, syncing two-way
    And conflicts of contacts are resolved by "<setting>"
    When these fields of the contact Ann are changed:
      | field   | HubSpot  | QuickBooks |
      | phone   | 555 0101 | 555 0202   |
      | city    | Davis    | Dixon      |
      | company |          | Acme LLC   |
    And it syncs
    Then both sides hold of the contact Ann:
      | field   | HubSpot  | QuickBooks |
      | phone   | <phone>  | <phone 2>  |
      | city    | <city>   | <city 2>   |
      | company | Acme LLC | Acme LLC   |

    Examples:
      | setting                    | phone    | phone 2  | city  | city 2 |
      | Use HubSpot data           | 555 0101 | 555 0101 | Davis | Davis  |
      | Use QuickBooks Online data | 555 0202 | 555 0202 | Dixon | Dixon  |
      | Ask me                     | 555 0101 | 555 0202 | Davis | Dixon  |

  Scenario Outline: The price of a product, while its text is changed on one side
    Given the shop of Acme, syncing two-way
    And conflicts of products are resolved by "<setting>"
    When these fields of the product Mowing are changed:
      | field | HubSpot | QuickBooks |
      | price | 55.00   | 60.00      |
      | text  | By hour |            |
    And it syncs
    Then both sides hold of the product Mowing:
      | field | HubSpot | QuickBooks |
      | price | <here>  | <there>    |
      | text  | By hour | By hour    |

    Examples:
      | setting                    | here  | there |
      | Use HubSpot data           | 55.00 | 55.00 |
      | Use QuickBooks Online data | 60.00 | 60.00 |
      | Ask me                     | 55.00 | 60.00 |

  @A8
  Scenario Outline: Due date and comments of an invoice that was made in QuickBooks
    Given the shop of Acme, syncing two-way
    And conflicts of invoices are resolved by "<setting>"
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When these fields of 1001 are changed:
      | field    | HubSpot    | QuickBooks |
      | due date | 2027-01-01 | 2027-02-02 |
      | comments | Ring once  | Ring twice |
    And it syncs
    Then both sides hold of 1001:
      | field    | HubSpot    | QuickBooks   |
      | due date | <due>      | <due 2>      |
      | comments | <comments> | <comments 2> |
    And 1001 is <state>
    And 1001 is equal on both sides: 100.00, of which 100.00 is due

    Examples:
      | setting                    | due        | due 2      | comments   | comments 2 | state   |
      | Use HubSpot data           | 2027-01-01 | 2027-01-01 | Ring once  | Ring once  | syncing |
      | Use QuickBooks Online data | 2027-02-02 | 2027-02-02 | Ring twice | Ring twice | syncing |
      | Ask me                     | 2027-01-01 | 2027-02-02 | Ring once  | Ring twice | failing |

  @A8 @S3
  Scenario Outline: Due date of an invoice that was made in HubSpot
    Given the shop of Acme, syncing two-way
    And conflicts of invoices are resolved by "<setting>"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When these fields of HS-1 are changed:
      | field    | HubSpot    | QuickBooks |
      | due date | 2027-01-01 | 2027-02-02 |
    And it syncs
    Then both sides hold of HS-1:
      | field    | HubSpot | QuickBooks |
      | due date | <due>   | <due 2>    |
    And HS-1 is <state>

    Examples:
      | setting                    | due        | due 2      | state                                                          |
      | Use HubSpot data           | 2027-01-01 | 2027-01-01 | syncing                                                        |
      | Use QuickBooks Online data | 2027-01-01 | 2027-02-02 | failing: "HubSpot does not let a finalized invoice be changed" |
      | Ask me                     | 2027-01-01 | 2027-02-02 | failing: "Changed on both sides"                               |

  @S3 @S44
  Scenario: What belongs to HubSpot alone is no conflict, whatever the setting
    Given the shop of Acme, syncing two-way
    And conflicts of invoices are resolved by "Ask me"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When these fields of HS-1 are changed:
      | field    | HubSpot    | QuickBooks |
      | comments | Ring once  | Ring twice |
    And it syncs
    Then HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices"
    And the page "conflicts/" says "Nothing needs a choice"

  @S2
  Scenario Outline: One way there is nothing to decide: the data of who sends is used
    Given the shop of Acme, syncing two-way
    And conflicts of contacts are resolved by "Ask me"
    And contacts are set to sync <direction>
    When these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0202   |
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot | QuickBooks |
      | phone | <phone> | <phone>    |
    And the contact Ann is syncing

    Examples:
      | direction          | phone    |
      | to HubSpot only    | 555 0202 |
      | to QuickBooks only | 555 0101 |
