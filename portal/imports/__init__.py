"""Published agendas and minutes become decision records."""
