"""Which item of QuickBooks the lines of an invoice stand on."""
