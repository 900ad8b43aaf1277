"""The forms of HubSpot's answers, as facts from its published OpenAPI documents of 2026-08-21.

Where recorded or documented answers say other than the documents, the line says so.
"""

from __future__ import annotations

from tests.clients.shapes.form import Forms

_CATEGORY = '"HUBSPOT_DEFINED"|"USER_DEFINED"|"INTEGRATOR_DEFINED"|"WORK"'
_BATCH = """
    status      "COMPLETE"|"PENDING"|"PROCESSING"|"CANCELED"
    results     [{item}]
    startedAt   moment
    completedAt moment
    requestedAt? moment
    links?      {{string}}
"""
_ERRORS = """
    numErrors? int
    errors?    [ItemError]
"""
_RECORD = """
    id          digits
    properties  {string|null}           # nullable since 2026-09; null in answers of every version
    createdAt   moment
    updatedAt   moment
    archived    boolean
    archivedAt? moment
    propertiesWithHistory? {[PastValue]}
    objectWriteTraceId?    string
    url?        string
"""
_SIGNED = """
    expiresAt int
    scopes    string
    hubId     int
    userId    int
    appId     int
    signature string
    scopeToScopeGroupPks string
    newSignature string
    hublet    string
    trialScopes string
    trialScopeToScopeGroupPks string
    isUserLevel boolean
    isPrivateDistribution boolean
    isServiceAccount boolean
    appInstallId string
    audience  string
    installingUserId int
"""
_TOKEN = """
    token_type    "bearer"
    access_token  string
    refresh_token string
    expires_in    int
"""
_INTROSPECTED = """
    active    boolean
    token     string
    token_type string
    hub_id    int
    user_id   int
    client_id string
    app_id    int
    scopes    [string]
    user?     string
    hub_domain? string
"""
_GROUP = """
    name         string
    label        string
    archived     boolean
    displayOrder int
"""

TEXTS = {
    # Errors. `status` is in no schema and in every recorded answer; those of limits are another form.
    "Error": """
        status        "error"
        message       string
        correlationId uuid
        category      string
        subCategory?  string
        context?      {[string]}
        errors?       [ErrorDetail]
        links?        {string}
    """,
    "ErrorDetail": """
        message      string
        code?        string
        in?          string
        subCategory? string
        context?     {[string]}
    """,
    "TooMany": """
        status        "error"
        message       string
        errorType     "RATE_LIMIT"
        correlationId uuid
        policyName    "TEN_SECONDLY_ROLLING"|"SECONDLY"|"DAILY"
        requestId     uuid
    """,
    "TokenErrorV1": """
        status        string
        message       string
        correlationId uuid
    """,
    "TokenError": """
        error             string
        error_description string
        status            string
        message           string
        correlationId?    uuid
    """,
    "ItemError": """
        status       "error"
        category     string
        message      string
        context      {[string]}
        errors       [ErrorDetail]
        links        {string}
        id?          string
        subCategory? string          # an object in the schema, a text in recorded answers
    """,
    # Paging
    "Next": """
        after string
        link? string
    """,
    "Paging": "next Next",
    # Records
    "Record": _RECORD,
    "Upserted": _RECORD + "\n new boolean",
    "RecordWithLinks": _RECORD + "\n associations? {LinkedIds}",
    "PastValue": """
        value            string
        timestamp        moment
        sourceType       string
        sourceId?        string
        sourceLabel?     string
        updatedByUserId? int
    """,
    "LinkedIds": """
        results [LinkedId]
        paging? Paging
    """,
    "LinkedId": """
        id   digits
        type string
    """,
    "Found": """
        total   int
        results [Record]
        paging? Paging
    """,
    # Associations. Ids of other ends: text in the dated documents, number in v4's first document and in
    # recorded answers of v4.
    "Linked": """
        toObjectId       int
        associationTypes [LinkType]
    """,
    "DatedLinked": """
        toObjectId       digits
        associationTypes [LinkType]
    """,
    "LinkType": f"""
        category {_CATEGORY}
        typeId   int
        label    string|null          # null in recorded answers where the schema leaves it out
        fromObjectTypeId? string
        toObjectTypeId?   string
    """,
    "LinksOf": """
        from    End
        to      [Linked]
        paging? Paging
    """,
    "DatedLinksOf": """
        from    End
        to      [DatedLinked]
        paging? Paging
    """,
    "NamedLinksOf": """
        from    End
        to      [LinkedId]
        paging? Paging
    """,
    "NamedLink": """
        from End
        to   End
        type string
    """,
    "End": "id digits",
    "Labels": """
        fromObjectTypeId string
        fromObjectId     int
        toObjectTypeId   string
        toObjectId       int
        labels           [string]
    """,
    "DatedLabels": """
        fromObjectTypeId string
        fromObjectId     digits
        toObjectTypeId   string
        toObjectId       digits
        labels           [string]
    """,
    "DefaultLink": """
        from End
        to   End
        associationSpec LinkSpec
    """,
    "LinkSpec": f"""
        associationCategory {_CATEGORY}
        associationTypeId   int
    """,
    "LinkName": """
        id   string
        name string
    """,
    # Properties
    "Property": """
        name         string
        label        string
        type         "string"|"number"|"date"|"datetime"|"enumeration"|"bool"|"phone_number"|"json"|"object_coordinates"
        fieldType    "text"|"textarea"|"number"|"date"|"select"|"radio"|"checkbox"|"booleancheckbox"|"phonenumber"|"html"|"file"|"calculation_equation"
        description  string
        groupName    string
        options      [Option]
        archived?    boolean
        archivedAt?  moment
        calculated?  boolean
        calculationFormula? string
        createdAt?   moment
        updatedAt?   moment
        createdUserId? string
        updatedUserId? string
        currencyPropertyName? string
        dataSensitivity? "non_sensitive"|"sensitive"|"highly_sensitive"
        displayOrder? int
        externalOptions? boolean
        formField?   boolean
        hasUniqueValue? boolean
        hidden?      boolean
        hubspotDefined? boolean
        modificationMetadata? Rights
        numberDisplayHint? string
        referencedObjectType? string
        sensitiveDataCategories? [string]
        showCurrencySymbol? boolean
        textDisplayHint? string
        dateDisplayHint? string
    """,
    "Option": """
        label   string
        value   string
        hidden  boolean
        displayOrder? int
        description?  string
    """,
    "Rights": """
        archivable         boolean
        readOnlyDefinition boolean
        readOnlyValue      boolean
        readOnlyOptions?   boolean
    """,
    "Group": _GROUP,
    # Pipelines
    "Pipeline": """
        id           string
        label        string
        displayOrder int
        stages       [Stage]
        archived     boolean
        createdAt    moment
        updatedAt    moment
    """,
    "Stage": """
        id           string
        label        string
        displayOrder int
        metadata     {string}
        archived     boolean
        createdAt    moment
        updatedAt    moment
        writePermissions "CRM_PERMISSIONS_ENFORCEMENT"|"READ_ONLY"|"INTERNAL_ONLY"
    """,
    # The older form, from recorded answers.
    "OldProperty": """
        name        string
        label       string
        description string
        groupName   string
        type        string
        fieldType   string
        options     [OldOption]
        hidden      boolean
        deleted     boolean
        displayOrder int
        calculated  boolean
        externalOptions boolean
        hasUniqueValue  boolean
        formField   boolean
        readOnlyValue boolean
        readOnlyDefinition boolean
        mutableDefinitionNotDeletable boolean
        showCurrencySymbol boolean|null
        hubspotDefined boolean|null
        createdAt   int|null
        updatedAt   int|null
        createdUserId int|null
        updatedUserId int|null
        favorited   boolean
        favoritedOrder int
        searchableInGlobalSearch boolean
        isCustomizedDefault boolean
        displayMode "current_value"
        referencedObjectType string|null
        fieldLevelPermission null
        externalOptionsReferenceType string|null
        optionSortStrategy string|null
        numberDisplayHint string|null
        textDisplayHint string|null
        searchTextAnalysisMode string|null
        optionsAreMutable boolean|null
        currencyPropertyName string|null
    """,
    "OldOption": """
        label       string
        value       string
        displayOrder int
        hidden      boolean
        description string
        readOnly    boolean
        doubleData  number
    """,
    # Owners, account, tax rates
    "Owner": """
        id         digits
        type       "PERSON"|"QUEUE"
        createdAt  moment
        updatedAt  moment
        archived   boolean
        email?     string
        firstName? string
        lastName?  string
        userId?    int
        userIdIncludingInactive? int
        teams?     [Team]
    """,
    "Team": """
        id      string
        name    string
        primary boolean
    """,
    "Account": """
        portalId    int
        accountType "STANDARD"|"DEVELOPER_TEST"|"SANDBOX"|"APP_DEVELOPER"
        timeZone    string
        companyCurrency string
        additionalCurrencies [string]
        utcOffset   string
        utcOffsetMilliseconds int
        uiDomain    string
        dataHostingLocation string
    """,
    "Usage": """
        name         string
        usageLimit   int
        currentUsage int
        collectedAt  moment
        fetchStatus  "CACHED"|"FAILURE"|"NOTFOUND"|"SUCCESS"|"TIMEOUT"
        resetsAt?    moment
    """,
    "TaxRate": """
        id        string
        name      string
        label     string
        percentageRate number
        active    boolean
        createdAt moment
        updatedAt moment
    """,
    # Tokens
    "TokenV1": _TOKEN,
    "Token": _TOKEN
    + """
        token_use "access_token"
        hub_id?   int
        user_id?  int
        scopes?   [string]
        id_token? string
    """,
    "AppToken": """
        token_type   "bearer"
        token_use    "client_credentials"
        access_token string
        expires_in   int
        hub_id?      int
        user_id?     int
        scopes?      [string]
    """,
    "AccessTokenInfo": """
        token       string
        token_type  "access"
        hub_id      int
        user_id     int
        app_id      int
        expires_in  int
        scopes      [string]
        user?       string
        hub_domain? string
        is_private_distribution? boolean
        signed_access_token? SignedToken
    """,
    "RefreshTokenInfo": """
        token       string
        token_type  "refresh"
        hub_id      int
        user_id     int
        client_id   string
        scopes      [string]
        user?       string
        hub_domain? string
    """,
    "SignedToken": _SIGNED,
    "ActiveAccess": _INTROSPECTED
    + """
        token_use  "access_token"
        expires_in int
        is_private_distribution boolean
        signed_access_token SignedToken
    """,
    "ActiveRefresh": _INTROSPECTED + '\n token_use "refresh_token"',
    "Inactive": "active boolean",
}  # fmt: skip
for _item in (
    "Record", "Upserted", "Property", "Linked", "LinksOf", "DatedLinksOf", "NamedLinksOf", "NamedLink", "Labels", "DatedLabels",
    "DefaultLink", "any",
):  # fmt: skip
    _text = _BATCH.format(item=_item)
    TEXTS |= {f"Batch {_item}": _text, f"Batch {_item} with errors": _text + _ERRORS}
for _item in ("RecordWithLinks", "Owner", "TaxRate", "LinkedId", "Linked", "DatedLinked"):
    TEXTS[f"Page {_item}"] = f"results [{_item}]\npaging? Paging"
for _item in ("Property", "Group", "LinkType", "LinkName", "Usage", "Pipeline", "Stage", "any"):
    TEXTS[f"All {_item}"] = f"results [{_item}]"

FORMS = Forms(TEXTS)
