"""Two people of a vendor who became one: the link follows the survivor."""
