"""What the engine has to know of payments and the invoices they pay."""
