"""How fast the extension is, beside what it is built on and beside its peers: ``tox run -e bench``.

Each figure is a ratio of runs made side by side in one session, so that it says the same on any machine; the table
``ROWS`` is what is measured.

"""
