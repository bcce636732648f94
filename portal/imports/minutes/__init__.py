"""Reading the agendas, minutes and lists of meetings that Danish council sites publish as HTML. Knows no database."""
