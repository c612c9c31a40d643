"""Stops every thread of a process but its first one, until this program ends: `freeze.py PID`.

Says `frozen` once they all stand still, and ends when its standard input does. Linux only (PTRACE_SEIZE), standard
library only.
"""

import ctypes
import os
import sys

SEIZE, INTERRUPT = 0x4206, 0x4207

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]

process = int(sys.argv[1])
for thread in map(int, os.listdir("/proc/%d/task" % process)):
    if thread == process:
        continue
    for request in (SEIZE, INTERRUPT):
        if libc.ptrace(request, thread, None, None) != 0:
            sys.exit("cannot stop thread %d: %s" % (thread, os.strerror(ctypes.get_errno())))
with open(sys.argv[2], "w") as file:
    file.write("frozen\n")
sys.stdin.read()
