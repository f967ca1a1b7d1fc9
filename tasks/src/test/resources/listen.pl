# Listens on every kind of socket, for SandboxTest, and writes down what it hears. Arguments: a folder for the path sockets
# and for the file "heard", and the name of an abstract socket. Says its ports.
use strict;
use Socket;

my ($folder, $abstract) = @ARGV;
my %streams;
my %others;

sub listening {
  my ($family, $kind, $address) = @_;
  my $socket;
  socket($socket, $family, $kind, 0) && bind($socket, $address) or die "$family $kind: $!\n";
  if ($kind == SOCK_STREAM) { listen($socket, 100); $streams{fileno $socket} = $socket }
  else { $others{fileno $socket} = $socket }
  return $socket;
}

umask 0;
listening(PF_UNIX, SOCK_STREAM, pack_sockaddr_un("$folder/stream"));
listening(PF_UNIX, SOCK_DGRAM, pack_sockaddr_un("$folder/datagram"));
listening(PF_UNIX, SOCK_STREAM, pack('Sa*', PF_UNIX, "\0$abstract"));
my ($tcp) = unpack_sockaddr_in(getsockname(listening(PF_INET, SOCK_STREAM, pack_sockaddr_in(0, INADDR_LOOPBACK))));
my ($udp) = unpack_sockaddr_in(getsockname(listening(PF_INET, SOCK_DGRAM, pack_sockaddr_in(0, INADDR_LOOPBACK))));
my $tcp6 = 0;
eval {
  my $socket = listening(PF_INET6, SOCK_STREAM, pack_sockaddr_in6(0, Socket::IN6ADDR_LOOPBACK));
  ($tcp6) = unpack_sockaddr_in6(getsockname($socket));
};
open(my $heard, '>', "$folder/heard") or die "$!\n";
$| = 1;
print "$tcp $udp $tcp6\n";
while (1) {
  my $ready = '';
  vec($ready, $_, 1) = 1 for keys %streams, keys %others;
  select($ready, undef, undef, undef) > 0 or next;
  for (grep { vec($ready, $_, 1) } keys %streams) {
    accept(my $client, $streams{$_}) or next;
    # Who only connects has come through as well, but who it is is not known: each says its row.
    $others{fileno $client} = $client;
  }
  for (grep { vec($ready, $_, 1) } keys %others) {
    my $got = sysread($others{$_}, my $bytes, 1000);
    if ($got) { syswrite($heard, $bytes) }
    else { close $others{$_}; delete $others{$_} }
  }
}
