"""Accounts: types, sub-types, numbers, and what may not be made inactive."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks import currency
from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault
from syncapp.sandbox.quickbooks.schema_lists import ACCOUNT_TYPES

# Sub-types by type, the default one first; the names are those of the published schema [S].
SUBTYPES = {
    "Bank": "Checking CashOnHand MoneyMarket RentsHeldInTrust Savings TrustAccounts CashAndCashEquivalents "
    "OtherEarMarkedBankAccounts",
    "Accounts Receivable": "AccountsReceivable",
    "Other Current Asset": "OtherCurrentAssets AllowanceForBadDebts DevelopmentCosts EmployeeCashAdvances Inventory "
    "InvestmentMortgageRealEstateLoans InvestmentOther InvestmentTaxExemptSecurities "
    "InvestmentUSGovernmentObligations LoansToOfficers LoansToOthers LoansToStockholders PrepaidExpenses Retainage "
    "UndepositedFunds",
    "Fixed Asset": "FurnitureAndFixtures AccumulatedAmortization AccumulatedDepletion AccumulatedDepreciation "
    "Buildings DepletableAssets FixedAssetComputers FixedAssetCopiers FixedAssetFurniture FixedAssetPhone "
    "FixedAssetPhotoVideo FixedAssetSoftware FixedAssetOtherToolsEquipment IntangibleAssets Land "
    "LeaseholdImprovements MachineryAndEquipment OtherFixedAssets Vehicles",
    "Other Asset": "OtherLongTermAssets AccumulatedAmortizationOfOtherAssets Goodwill LeaseBuyout Licenses "
    "OrganizationalCosts SecurityDeposits",
    "Accounts Payable": "AccountsPayable",
    "Credit Card": "CreditCard",
    "Other Current Liability": "OtherCurrentLiabilities DirectDepositPayable FederalIncomeTaxPayable "
    "GlobalTaxPayable GlobalTaxSuspense InsurancePayable LineOfCredit LoanPayable PayrollClearing "
    "PayrollTaxPayable PrepaidExpensesPayable RentsInTrustLiability SalesTaxPayable StateLocalIncomeTaxPayable "
    "TrustAccountsLiabilities UndistributedTips",
    "Long Term Liability": "NotesPayable OtherLongTermLiabilities ShareholderNotesPayable",
    "Equity": "OpeningBalanceEquity AccumulatedAdjustment CommonStock EstimatedTaxes Healthcare OwnersEquity "
    "PaidInCapitalOrSurplus PartnerContributions PartnerDistributions PartnersEquity PersonalExpense "
    "PersonalIncome PreferredStock RetainedEarnings TreasuryStock",
    "Income": "SalesOfProductIncome NonProfitIncome OtherPrimaryIncome ServiceFeeIncome DiscountsRefundsGiven "
    "UnappliedCashPaymentIncome CashReceiptIncome OperatingGrants OtherCurrentOperatingIncome "
    "OwnWorkCapitalized RevenueGeneral SalesRetail SalesWholesale SavingsByTaxScheme",
    "Other Income": "OtherMiscellaneousIncome DividendIncome InterestEarned OtherInvestmentIncome TaxExemptInterest "
    "GainLossOnSaleOfFixedAssets GainLossOnSaleOfInvestments LossOnDisposalOfAssets UnrealisedLossOnSecuritiesNetOfTax",
    "Cost of Goods Sold": "SuppliesMaterialsCogs CostOfLaborCos EquipmentRentalCos OtherCostsOfServiceCos "
    "ShippingFreightDeliveryCos CostOfSales FreightAndDeliveryCost",
    "Expense": "OtherMiscellaneousServiceCost AdvertisingPromotional Auto BadDebts BankCharges CharitableContributions "
    "CommissionsAndFees CostOfLabor DuesSubscriptions Entertainment EntertainmentMeals EquipmentRental "
    "FinanceCosts GlobalTaxExpense Insurance InterestPaid LegalProfessionalFees OfficeExpenses "
    "OfficeGeneralAdministrativeExpenses OtherBusinessExpenses PayrollExpenses PromotionalMeals "
    "RentOrLeaseOfBuildings RepairMaintenance ShippingFreightDelivery SuppliesMaterials TaxesPaid Travel "
    "TravelMeals UnappliedCashBillPaymentExpense Utilities",
    "Other Expense": "OtherMiscellaneousExpense Amortization Depreciation ExchangeGainOrLoss GasAndFuel HomeOffice "
    "HomeOwnerRentalInsurance OtherHomeOfficeExpenses OtherVehicleExpenses ParkingAndTolls PenaltiesSettlements "
    "VehicleInsurance VehicleLease VehicleLoan VehicleLoanInterest VehicleRegistration VehicleRepairs",
}
TYPES = {kind: subtypes.split() for kind, subtypes in SUBTYPES.items()}
TYPE_OF = {subtype: kind for kind, subtypes in TYPES.items() for subtype in subtypes}
NUMBER_LENGTH = {"US": 7, "GB": 7, "IN": 7}  # of AcctNum, elsewhere 20 [D]
KEPT = (
    "AccountsReceivable",
    "AccountsPayable",
    "UndepositedFunds",
    "OpeningBalanceEquity",
    "RetainedEarnings",
)


def build(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    """Type by sub-type or the other way round; 6010 where neither came [D], 2170 where they do not go together."""
    subtype = new.get("AccountSubType")
    kind = new.get("AccountType") or TYPE_OF.get(subtype or "")
    if kind is None:
        raise Fault(
            "6010",
            "Either an Account.AccountType or an Account.AccountSubType must be specified",
            "AccountType",
        )
    if subtype is not None and subtype not in TYPES[kind]:
        raise Fault("2170", f"Invalid Enumeration: {subtype}", "AccountSubType")
    new |= {
        "AccountType": kind,
        "AccountSubType": subtype or TYPES[kind][0],
        "Classification": ACCOUNT_TYPES[kind],
    }
    new.setdefault("CurrentBalance", 0)
    new.setdefault("CurrentBalanceWithSubAccounts", 0)
    code = currency.wanted(ctx, new.get("CurrencyRef")) or ctx.books.home_currency
    new["CurrencyRef"] = currency.reference(code)
    if ctx.history:
        return
    if new.get("Active") is False and new["AccountSubType"] in KEPT:
        raise Fault("800", f"Cannot delete object : QuickBooks needs the account {new['Name']}", "Active")  # assumed
    _check_number(ctx, old, new)


def _check_number(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    number = new.get("AcctNum")
    if not number:
        return
    most = NUMBER_LENGTH.get(ctx.books.country, 20)
    if len(number) > most:
        raise Fault(
            "2050",
            "String length specified does not match the supported length. "
            f"Min:0 Max:{most} supported. Supplied length:{len(number)}",
            "AcctNum",
        )
    if ":" in number:
        raise Fault(
            "2040",
            f"Invalid String. The string contains unsupported characters. : AcctNum. Supplied value:{number}",
            "AcctNum",
        )
    for other in ctx.books.rows("Account").values():
        if other.get("AcctNum") == number and (old is None or other["Id"] != old["Id"]):
            raise Fault(
                "6240",
                f"The name supplied already exists. : Another account is already using this number. Id={other['Id']}",
                "AcctNum",
            )
