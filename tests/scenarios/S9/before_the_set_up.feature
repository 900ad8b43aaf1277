@S9 @B1
Feature: Before the set-up the recommendations are checked against the company

  Scenario Outline: Custom numbers and closed periods
    Given QuickBooks has <setting>
    And everything is set up to sync two-way
    Then the page "integrations/" says "<words>"

    Examples:
      | setting                                | words                                            |
      | custom transaction numbers on          | Custom transaction numbers are on.               |
      | custom transaction numbers off         | Custom transaction numbers are off.              |
      | closed its books through 2026-10-31    | The books are closed through Oct 31, 2026.       |
