"""What a WSGI server, and `flask --app wsgi`, are pointed at."""

from portal.app import create_app

app = create_app()
