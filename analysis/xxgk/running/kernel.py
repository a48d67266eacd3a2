"""A Jupyter kernel inside this process: ipykernel's own, with the sockets replaced by queues.

The process belongs to one notebook from then on: its ``__main__``, its standard streams and its
environment are the notebook's.
"""

import asyncio
import codecs
import contextvars
import logging
import os
import select
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty
from types import SimpleNamespace

from ipykernel.inprocess.channels import InProcessChannel
from ipykernel.inprocess.client import InProcessKernelClient
from ipykernel.inprocess.ipkernel import InProcessKernel
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_core.utils import ensure_event_loop
from tornado.ioloop import IOLoop
from traitlets import Float, Instance, Type, default
from traitlets.config import Config

from xxgk.running.streams import open_closed

_PIPE = 65536  # bytes that a pipe holds


class Tap:
    """What anyone writes to a file descriptor while a cell runs, passed on to `write`."""

    def __init__(self, descriptor: int, write: Callable[[str], object]) -> None:
        self._descriptor, self._pass_on = descriptor, write
        self._original = os.dup(descriptor)
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._draining = threading.Lock()
        threading.Thread(target=self._pump, daemon=True).start()

    def open(self) -> None:
        """Lead the descriptor into the pipe."""
        os.dup2(self._write, self._descriptor)

    def close(self) -> None:
        """Lead the descriptor back, and pass on all that was written so far."""
        os.dup2(self._original, self._descriptor)
        self.drain()

    def _pump(self) -> None:
        readable = select.poll()
        readable.register(self._read, select.POLLIN)
        while readable.poll():
            self.drain()

    def drain(self) -> None:
        """Pass on what was written so far."""
        # One reading takes all that a pipe holds. A background process may keep it open, or fill it, for ever.
        with self._draining, suppress(BlockingIOError):
            self._pass_on(self._decoder.decode(os.read(self._read, _PIPE)))


class Stream(OutStream):
    """A standard stream of the notebook, and what is written to its file descriptor."""

    def __init__(self, kernel: "Kernel", name: str, descriptor: int) -> None:
        super().__init__(kernel.session, kernel.iopub_thread, name, watchfd=False)
        self.tap = Tap(descriptor, super().write)

    def write(self, string: str) -> int | None:
        """Write, behind what was written to the descriptor before: by a process that has ended, say."""
        if self._is_master_process():
            self.tap.drain()
        return super().write(string)

    def flush(self) -> None:
        """Wait for the thread that sends, unless nothing was written: each cell flushes both streams three times."""
        if self._flush_pending:
            super().flush()


class Kernel(InProcessKernel):
    """ipykernel's kernel for one process, brought level with its kernel for two."""

    # A library that asks for the shell's class name gets the usual answer.
    shell_class = Type(ZMQInteractiveShell)
    _supports_kernel_subshells = False
    # No socket needs half a millisecond after each cell to catch up.
    _execute_sleep = Float(0.0)

    @default("log")
    def _default_log(self) -> logging.Logger:
        # It reports each failing cell at INFO, which papermill's command would print into the cell's stderr.
        log = logging.getLogger(__name__)
        log.setLevel(logging.WARNING)
        return log

    @default("stdout")
    def _default_stdout(self) -> Stream:
        return Stream(self, "stdout", 1)

    @default("stderr")
    def _default_stderr(self) -> Stream:
        return Stream(self, "stderr", 2)

    @default("iopub_thread")
    def _default_iopub_thread(self) -> IOPubThread:
        # The pipe brings home what the notebook's own multiprocessing children print.
        thread = IOPubThread(self._underlying_iopub_socket, pipe=True, session=self.session)
        thread.start()
        return thread

    @contextmanager
    def _redirected_io(self) -> Iterator[None]:
        """Tap the file descriptors; ``sys.stdout`` and ``sys.stderr`` are redirected for good."""
        taps = self.stdout.tap, self.stderr.tap
        for tap in taps:
            tap.open()
        try:
            yield
        finally:
            for tap in taps:
                tap.close()


class Channel(InProcessChannel):
    """A channel whose messages come from any thread and are awaited in one."""

    def __init__(self, client: object = None) -> None:
        super().__init__(client)
        self._loop = ensure_event_loop()
        self._messages: asyncio.Queue[dict] = asyncio.Queue()

    def call_handlers(self, msg: dict) -> None:
        """Keep a message until it is asked for."""
        self._loop.call_soon_threadsafe(self._messages.put_nowait, msg)

    async def get_msg(self, timeout: float | None = None) -> dict:
        """Wait for the next message, or raise ``Empty`` as the channels with sockets do."""
        try:
            return await asyncio.wait_for(self._messages.get(), timeout)
        except TimeoutError:
            raise Empty from None


class Client(InProcessKernelClient):
    """A client that runs each cell on the event loop it is called from, as a kernel does."""

    kernel = Instance(Kernel)
    shell_channel_class = Type(Channel)
    iopub_channel_class = Type(Channel)
    stdin_channel_class = Type(Channel)
    control_channel_class = Type(Channel)

    def __init__(self, **traits: object) -> None:
        super().__init__(**traits)
        # One context for all cells: a context variable set in one is seen in the next.
        self._context = contextvars.copy_context()

    def is_alive(self) -> bool:
        """Say that the kernel lives: were it dead, nobody would ask."""
        return True

    async def execute(self, code: str, *, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Run a cell to its end and return the id that its messages carry."""
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        request = self.session.msg("execute_request", content)
        stream = self.kernel.shell_stream
        self.session.send(stream, request)
        work = self.kernel.dispatch_shell(stream.recv_multipart())
        await asyncio.get_running_loop().create_task(work, context=self._context)
        _, reply = self.session.recv(stream, copy=False)
        self.shell_channel.call_handlers(reply)
        return request["header"]["msg_id"]


@contextmanager
def hosted() -> Iterator[Client]:
    """Make this process a kernel for as long as the context lasts.

    Yields
    ------
    Client
        Ready for nbclient, in place of the one that talks to another process.
    """
    open_closed()
    config = Config()
    config.HistoryManager.hist_file = ":memory:"
    outside = sys.stdout, sys.stderr, sys.modules["__main__"]
    # What ipykernel's application sets before its kernel starts.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    if "" not in sys.path:
        # Modules beside the notebook, as a kernel finds them, but behind what is installed: none hides a library.
        sys.path.append("")
    kernel = Kernel.instance(config=config)
    # ipykernel asks both when a cell awaits, and gives them only to the kernel with sockets.
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.current_thread())
    ensure_event_loop()
    kernel.io_loop = IOLoop.current()
    client = Client(kernel=kernel, session=kernel.session)
    client.start_channels()
    sys.stdout, sys.stderr = kernel.stdout, kernel.stderr
    try:
        yield client
    finally:
        sys.stdout, sys.stderr, sys.modules["__main__"] = outside
        client.stop_channels()
        kernel.iopub_thread.stop()
        ZMQInteractiveShell.clear_instance()
        Kernel.clear_instance()
