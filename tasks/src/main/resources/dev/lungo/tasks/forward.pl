# Runs a command and, for as long as it runs, leads connections to a port of the loopback to a unix socket; ends as the
# command ends. Run by ProxyForwarder.java inside a sandbox.   Arguments: port, socket, the words of the command
use strict;
use Socket;

my ($port, $path, @command) = @ARGV;
socket(my $listener, PF_INET, SOCK_STREAM, 0) or die "lungo: no socket for the proxy: $!\n";
setsockopt($listener, SOL_SOCKET, SO_REUSEADDR, 1);
bind($listener, pack_sockaddr_in($port, INADDR_LOOPBACK)) && listen($listener, 128)
  or die "lungo: cannot listen for the proxy: $!\n";

# Until somebody writes no more; then the other side hears of it.
sub pump {
  my ($from, $to) = @_;
  while (sysread($from, my $bytes, 65536)) {
    for (my $done = 0; $done < length $bytes;) {
      my $written = syswrite($to, $bytes, length($bytes) - $done, $done);
      defined $written or exit;
      $done += $written;
    }
  }
  shutdown($to, 1);
  exit;
}

sub forward {
  $SIG{CHLD} = 'IGNORE';
  # The command's output must not wait for this.
  open(STDOUT, '>', '/dev/null');
  open(STDERR, '>', '/dev/null');
  while (1) {
    accept(my $client, $listener) or next;
    next if fork;
    close $listener;
    my $proxy;
    socket($proxy, PF_UNIX, SOCK_STREAM, 0) && connect($proxy, pack_sockaddr_un($path)) or exit;
    fork ? pump($client, $proxy) : pump($proxy, $client);
  }
}

my $forwarder = fork;
defined $forwarder or die "lungo: no process for the proxy: $!\n";
if (!$forwarder) {
  setpgrp(0, 0);
  forward();
}
close $listener;
my $main = fork;
defined $main or die "lungo: no process for the command: $!\n";
if (!$main) {
  exec { $command[0] } @command;
  die "lungo: cannot run $command[0]: $!\n";
}
# Who stops the task signals everybody: the command may take its time.
$SIG{$_} = 'IGNORE' for qw(HUP INT QUIT TERM);
waitpid($main, 0);
my $status = $?;
setpgrp($forwarder, $forwarder);
kill('KILL', -$forwarder);
waitpid($forwarder, 0);
# Those that it began for connections are reaped by the first process here; nobody of them is to be taken for a leftover.
for (my $n = 0; $n < 2000 && kill(0, -$forwarder); $n++) { select(undef, undef, undef, 0.001); }
exit($status & 127 ? 128 + ($status & 127) : $status >> 8);
