"""Runs a command that is no Node program and appends what it used to a file: milliseconds of CPU, MiB of memory at the peak."""
import json
import resource
import subprocess
import sys

target, *command = sys.argv[1:]
code = subprocess.run(command).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
# The peak is in bytes on macOS, in KiB elsewhere.
peak = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
with open(target, "a") as file:
    file.write(json.dumps({"cpuMs": (used.ru_utime + used.ru_stime) * 1000, "peakMiB": peak}) + "\n")
sys.exit(code)
