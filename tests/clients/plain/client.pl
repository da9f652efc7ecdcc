# Perl: LWP. See client.sh.
use strict;
use warnings;
use LWP::UserAgent;

$| = 1;
my $agent = LWP::UserAgent->new(timeout => 20);
while (my $line = <STDIN>) {
  chomp $line;
  my ($method, $url, $body) = split / /, $line, 3;
  my $answer = $agent->request(HTTP::Request->new($method, $url, ['Content-Type' => 'application/json'], $body // ''));
  my $text = $answer->content =~ s/\n/ /gr;
  print(($answer->header('Client-Warning') // '') eq 'Internal response' ? 0 : $answer->code, " $text\n");
}
