@A18
Feature: “é” is one sign or two, as it was typed, and the same to whoever reads it

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks has the customer "Granite" with the email "gil@granite.test"
    And it syncs

  Scenario Outline: A number that is taken in QuickBooks by the <form>
    Given accents are typed as signs of their own in <side>
    And the <form> RÉ-1 of 90.00 for Granite is made in QuickBooks
    When the invoice RÉ-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written in QuickBooks
    And RÉ-1 is failing: "RÉ-1 belongs to the <form> (Granite, Nov 24, 2026, $90.00)"

    Examples:
      | side       | form          |
      | QuickBooks | credit memo   |
      | HubSpot    | credit memo   |
      | QuickBooks | sales receipt |

  Scenario Outline: A number that is taken in HubSpot
    Given invoices are set to sync to HubSpot only
    And accents are typed as signs of their own in <side>
    And the invoice RÉ-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When the invoice RÉ-1 for Granite is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 90.00 |
    And it syncs
    Then nothing is written
    And QuickBooks's RÉ-1 is failing: "The number is already used by another document"

    Examples:
      | side       |
      | QuickBooks |
      | HubSpot    |

  @A5
  Scenario Outline: The same invoice is linked, and its number is no difference
    Given accents are typed as signs of their own in <side>
    And the invoice RÉ-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice RÉ-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then nothing is written
    And RÉ-1 is syncing without any remark
    And comparing everything writes nothing

    Examples:
      | side       |
      | QuickBooks |
      | HubSpot    |

  @S16
  Scenario: A number crosses and is equal
    Given accents are typed as signs of their own in HubSpot
    When the invoice RÉ-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then RÉ-1 is syncing without any remark
    And the next sync writes nothing
    And comparing everything writes nothing

  @S14 @S42
  Scenario Outline: A display name that is taken
    Given accents are typed as signs of their own in <side>
    And QuickBooks has the vendor "Zoë Brontë"
    And HubSpot has the contact "Zoë Brontë" with the email "zoe@bronte.test"
    When the invoice HS-1 for zoe@bronte.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And contacts are set to sync two-way
    And it syncs
    Then nothing is written in QuickBooks
    And the contact zoe@bronte.test is failing: "belongs to a vendor or an employee: the vendor Zoë Brontë"

    Examples:
      | side       |
      | QuickBooks |
      | HubSpot    |

  @S10
  Scenario Outline: A SKU is matched, and neither is made a second time
    Given accents are typed as signs of their own in <side>
    And QuickBooks has the item "Crème" with the SKU "CRÈ-1" at 60.00
    And HubSpot has the product "Crème" with the SKU "CRÈ-1" at 60.00
    When it syncs
    Then nothing is written
    And the product Crème is syncing without any remark

    Examples:
      | side       |
      | QuickBooks |
      | HubSpot    |

  @S10 @S11
  Scenario Outline: A line finds its item by SKU while products do not sync
    Given accents are typed as signs of their own in <side>
    And the sync of products is turned off
    And QuickBooks has the item "Crème" with the SKU "CRÈ-1" at 60.00
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name  | quantity | price | SKU   | product |
      | Crème | 1        | 60.00 | CRÈ-1 | none    |
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is syncing without any remark

    Examples:
      | side       |
      | QuickBooks |
      | HubSpot    |

  @B28
  Scenario Outline: An item is found by its name and not made a second time
    Given a line without an item gets an item of its own
    And accents are typed as signs of their own in <side>
    And QuickBooks has the item "Crème" without a SKU at 60.00
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name  | quantity | price |
      | Crème | 1        | 60.00 |
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 60.00, of which 60.00 is due

    Examples:
      | side       |
      | QuickBooks |
      | HubSpot    |

  @S45
  Scenario Outline: A product does not become a second item of one name
    Given products are set to sync to QuickBooks only
    And accents are typed as signs of their own in <side>
    And QuickBooks has the item "Crème" with the SKU "C-1" at 60.00
    And HubSpot has the product "Crème" with the SKU "C-2" at 60.00
    When it syncs
    Then nothing is written in QuickBooks
    And the product C-2 is failing: "already"

    Examples:
      | side       |
      | QuickBooks |
      | HubSpot    |
