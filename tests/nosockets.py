"""Run commands of kg in a process in which nobody can open a socket: `python -m tests.nosockets build x.txt , stats`.

Commands stand between commas. Python's own sockets end the process with status 97 and a stack that says whose it
was; where the system knows seccomp, native code that opens one is ended as well, and nothing can be left out.
"""

import ctypes
import faulthandler
import os
import platform
import signal
import struct
import sys
import traceback

#: Status of a process that tried.
TRIED = 97

#: machine -> its number for the kernel (AUDIT_ARCH_…), and that of the call socket(2).
_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_ALLOW, _TRAP = 0x7FFF0000, 0x00030000


def forbid_python() -> None:
    """End the process at the first socket or look-up of a name that Python makes."""

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event.startswith("socket.") and event != "socket.gethostname":
            traceback.print_stack()
            print("SOCKET", event, args[1:], file=sys.stderr, flush=True)
            os._exit(TRIED)

    sys.addaudithook(hook)


def forbid_native() -> bool:
    """Let the kernel end the process at socket(2), whoever calls it, with all stacks; False where it cannot."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    arch, call = _CALLS[platform.machine()]
    # Classic BPF: struct sock_filter {u16 code; u8 jt, jf; u32 k}; offsets are those of seccomp_data.
    program = b"".join(
        struct.pack("HBBI", *line)
        for line in (
            (0x20, 0, 0, 4),  # load the architecture
            (0x15, 0, 3, arch),  # another: allow
            (0x20, 0, 0, 0),  # load the number of the call
            (0x15, 0, 1, call),  # not socket(2): allow
            (0x06, 0, 0, _TRAP),
            (0x06, 0, 0, _ALLOW),
        )
    )
    faulthandler.register(signal.SIGSYS, all_threads=True, chain=True)
    buffer = ctypes.create_string_buffer(program, len(program))
    fprog = struct.pack("HP", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = ctypes.create_string_buffer(fprog, len(fprog))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not libc.prctl(_PR_SET_SECCOMP, _FILTER, arguments, 0, 0)


def main(words: list[str]) -> int:
    """Run the commands one after another; return the highest status."""
    from kg.cli import main as kg

    commands: list[list[str]] = [[]]
    for word in words:
        if word == ",":
            commands.append([])
        else:
            commands[-1].append(word)
    worst = 0
    for command in commands:
        try:
            kg(command, prog_name="kg")
        except SystemExit as ended:
            worst = max(worst, int(ended.code or 0))
    return worst


if __name__ == "__main__":
    forbid_python()
    if "KG_TEST_NATIVE" in os.environ and not forbid_native():
        print("no seccomp", file=sys.stderr)
    sys.exit(main(sys.argv[1:]))
