#!/usr/bin/perl
# Drives Business::OnlinePayment::IPPay, a client written by others, through one operation.
#
# Environment: PORT of the gateway on 127.0.0.1, CA_FILE to trust. Arguments: name=value pairs of
# the module's content. Prints one line of name=value pairs about the result.

use strict;
use warnings;
use Business::OnlinePayment;
use Net::HTTPS::Any;
use Net::SSLeay;

# The module's base class knows no port but 443, and Net::SSLeay verifies nothing unless told to.
{
    no warnings qw(redefine once);
    my $post = \&Net::HTTPS::Any::https_post;
    my $get  = \&Net::HTTPS::Any::https_get;
    *Net::HTTPS::Any::https_post = sub { $post->( @_, port => $ENV{PORT} ) };
    *Net::HTTPS::Any::https_get  = sub { $get->( @_, port => $ENV{PORT} ) };
    *Net::SSLeay::new_x_ctx = sub {
        my $context = Net::SSLeay::CTX_new();
        Net::SSLeay::CTX_load_verify_locations( $context, $ENV{CA_FILE}, '' );
        Net::SSLeay::CTX_set_verify( $context, Net::SSLeay::VERIFY_PEER(), 0 );
        return $context;
    };
}

my $transaction = Business::OnlinePayment->new('IPPay');
$transaction->server('127.0.0.1');
$transaction->content( map { split( /=/, $_, 2 ) } @ARGV );
$transaction->submit;
my %result = (
    success       => $transaction->is_success ? 1 : 0,
    code          => $transaction->result_code   // '',
    order         => $transaction->order_number  // '',
    authorization => $transaction->authorization // '',
    message       => $transaction->error_message // '',
    cvv2          => $transaction->cvv2_response // '',
    avs           => $transaction->avs_code      // '',
    http          => $transaction->response_code // '',
);
print join( '|', map { "$_=$result{$_}" } sort keys %result ), "\n";
