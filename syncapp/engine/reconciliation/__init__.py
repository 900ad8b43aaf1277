"""Both ledgers of a span of days, read live and compared to the cent (B3)."""
