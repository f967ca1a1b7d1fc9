package dev.lungo.tasks;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The system calls that a sandboxed command is refused, as a program of the kernel's packet filter (seccomp): what would get
 * it around the rules for files (mounts, handles, rings), into other processes, into the kernel, or to a network.
 *
 * <p>A refused call fails with EPERM. A program of a foreign architecture is killed at its first call: its numbers mean other calls.
 */
final class CallFilter {
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    private static final int SECCOMP = 22;
    private static final int FILTER = 2;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int FAIL = 0x00050000;

    private static final short LOAD = 0x20;
    private static final short RETURN = 0x06;
    private static final short AND = 0x54;
    private static final short IF_EQUAL = 0x15;
    private static final short IF_AT_LEAST = 0x35;
    private static final short IF_ANY_BIT = 0x45;

    private static final int X86_64 = 0xC000003E;
    private static final int AARCH64 = 0xC00000B7;

    /** What sets the calls of the x32 architecture apart. */
    private static final int X32 = 0x40000000;

    /** Where the kernel puts what the program looks at; of arguments the lower half, which these calls alone use. */
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;
    private static final int FIRST = 16;
    private static final int SECOND = 24;
    private static final int THIRD = 32;
    private static final int THIRD_UPPER = 36;

    /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
    private static final int NEW_NAMESPACE = 0x7E020000;

    /** In {@code unshare} alone: in {@code clone} that bit belongs to a signal. */
    private static final int NEW_TIME_NAMESPACE = 0x80;

    /** Of a socket's type; above it are flags. */
    private static final int KIND = 0xf;

    private static final int STREAM = 1;
    private static final int PACKETS_IN_ORDER = 5;

    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541C;

    /** Those of which only some uses are refused. */
    private static final Set<SystemCall> BY_ARGUMENT = EnumSet.of(
            SystemCall.CLONE,
            SystemCall.CLONE3,
            SystemCall.IOCTL,
            SystemCall.PRLIMIT,
            SystemCall.SOCKET,
            SystemCall.SOCKETPAIR,
            SystemCall.UNSHARE);

    private record Step(short code, int ifSo, int ifNot, int value) {}

    private final List<Step> steps = new ArrayList<>();
    private final boolean onX86;

    /** @param families the kinds of sockets that may be made */
    CallFilter(List<SocketFamily> families) {
        this(families, System.getProperty("os.arch").equals("amd64"));
    }

    private CallFilter(List<SocketFamily> families, boolean onX86) {
        this.onX86 = onX86;
        build(families);
    }

    /** For good, for this thread alone. */
    void filterThisThread() {
        try (var arena = Arena.ofConfined()) {
            var program = arena.allocate(8L * steps.size(), 8);
            MemorySegment.copy(bytes(), 0, program, JAVA_BYTE, 0, 8 * steps.size());
            var header = arena.allocate(2 * ADDRESS.byteSize(), ADDRESS.byteAlignment());
            header.set(JAVA_SHORT, 0, (short) steps.size());
            header.set(ADDRESS, ADDRESS.byteSize(), program);
            Libc.must(
                    "filtering system calls",
                    Libc.call(Libc.Function.PRCTL, SECCOMP, FILTER, header.address(), 0, 0, 0));
        }
    }

    private void build(List<SocketFamily> families) {
        load(ARCHITECTURE);
        step(IF_EQUAL, 1, 0, onX86 ? X86_64 : AARCH64);
        answer(KILL);
        load(NUMBER);
        if (onX86) {
            step(IF_AT_LEAST, 0, 1, X32);
            answer(FAIL | EPERM);
        }
        for (var call : SystemCall.values()) {
            if (!BY_ARGUMENT.contains(call) && call.number(onX86) >= 0) {
                answerIf(IF_EQUAL, call.number(onX86), FAIL | EPERM);
            }
        }
        // Its flags are out of sight; the C library does without.
        answerIf(IF_EQUAL, SystemCall.CLONE3.number(onX86), FAIL | ENOSYS);
        refuseBits(SystemCall.CLONE, NEW_NAMESPACE);
        refuseBits(SystemCall.UNSHARE, NEW_NAMESPACE | NEW_TIME_NAMESPACE);
        refuseTyping();
        refuseLimitsOfOthers();
        allowSockets(families);
        allowPairs(families.contains(SocketFamily.UNIX));
        answer(ALLOW);
    }

    private void refuseBits(SystemCall call, int bits) {
        only(call, 4);
        load(FIRST);
        answerIf(IF_ANY_BIT, bits, FAIL | EPERM);
        answer(ALLOW);
    }

    /** Into a terminal, as if its user did. */
    private void refuseTyping() {
        only(SystemCall.IOCTL, 6);
        load(SECOND);
        answerIf(IF_EQUAL, TIOCSTI, FAIL | EPERM);
        answerIf(IF_EQUAL, TIOCLINUX, FAIL | EPERM);
        answer(ALLOW);
    }

    /** A limit on its time ends a process as surely as a signal. */
    private void refuseLimitsOfOthers() {
        only(SystemCall.PRLIMIT, 9);
        load(FIRST);
        answerIf(IF_EQUAL, 0, ALLOW);
        load(THIRD);
        step(IF_EQUAL, 0, 3, 0);
        load(THIRD_UPPER);
        answerIf(IF_EQUAL, 0, ALLOW);
        answer(FAIL | EPERM);
    }

    private void allowSockets(List<SocketFamily> families) {
        only(SystemCall.SOCKET, 2 + 2 * families.size());
        load(FIRST);
        families.forEach(family -> answerIf(IF_EQUAL, family.number(), ALLOW));
        answer(FAIL | EPERM);
    }

    /** One of a pair for datagrams can be connected anew, to whoever listens at a path; the others stay a pair. */
    private void allowPairs(boolean datagrams) {
        only(SystemCall.SOCKETPAIR, datagrams ? 4 : 10);
        load(FIRST);
        step(IF_EQUAL, 1, 0, SocketFamily.UNIX.number());
        answer(FAIL | EPERM);
        if (!datagrams) {
            load(SECOND);
            step(AND, 0, 0, KIND);
            answerIf(IF_EQUAL, STREAM, ALLOW);
            answerIf(IF_EQUAL, PACKETS_IN_ORDER, ALLOW);
        }
        answer(datagrams ? ALLOW : FAIL | EPERM);
    }

    /** The next steps, so many, are for this call, and end with an answer: behind them the number is loaded no more. */
    private void only(SystemCall call, int length) {
        step(IF_EQUAL, 0, length, call.number(onX86));
    }

    private void load(int offset) {
        step(LOAD, 0, 0, offset);
    }

    private void answer(int value) {
        step(RETURN, 0, 0, value);
    }

    private void answerIf(short comparison, int with, int value) {
        step(comparison, 0, 1, with);
        answer(value);
    }

    private void step(short code, int ifSo, int ifNot, int value) {
        steps.add(new Step(code, ifSo, ifNot, value));
    }

    /** As the kernel, or who loads it, takes it. */
    byte[] bytes() {
        var bytes = ByteBuffer.allocate(8 * steps.size()).order(ByteOrder.nativeOrder());
        for (var step : steps) {
            bytes.putShort(step.code())
                    .put((byte) step.ifSo())
                    .put((byte) step.ifNot())
                    .putInt(step.value());
        }
        return bytes.array();
    }
}
