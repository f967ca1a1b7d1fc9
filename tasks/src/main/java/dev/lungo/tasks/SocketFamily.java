package dev.lungo.tasks;

/** The kinds of sockets that a sandbox may allow; all others it refuses. */
enum SocketFamily {
    UNIX(1),
    INET(2),
    INET6(10),
    /** Tells which interfaces there are. */
    NETLINK(16);

    private final int number;

    SocketFamily(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
