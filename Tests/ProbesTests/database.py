"""Another program with a SQLite file open: runs each line of its input and says "done"; ends with its input."""
import sqlite3
import sys

database = sqlite3.connect(sys.argv[1], isolation_level=None)
print(0, flush=True)
for line in sys.stdin:
    database.execute(line)
    print("done", flush=True)
