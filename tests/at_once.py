"""Letting people do the same thing at the same moment, each with a connection of their own."""

import threading

from portal.foundation.db import db


def at_once(app, *deeds):
    """Do all deeds at the same time; gives back what each returned, or the error that it met."""
    barrier, outcomes = threading.Barrier(len(deeds)), [None] * len(deeds)

    def do(place, deed):
        with app.app_context():
            try:
                ready = deed()
                barrier.wait(10)
                outcomes[place] = ready()
            except Exception as error:
                outcomes[place] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    return outcomes
