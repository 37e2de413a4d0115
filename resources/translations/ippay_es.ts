<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>ippay</name>
    <message>
        <source> At {at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, expires {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&gt;10 or &lt;=50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A charge of it is under way already. Nothing was sent twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A decision about it is under way already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is going on. Nothing was planned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API secret, kept in the keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding payments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the portal page copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the selected document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the selected link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All unpaid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another run is going on. Nothing was started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked again at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked. Settled: {settled}. Still waiting: {waiting}. For a person: {person}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks about a lost answer after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention, {n} waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to all runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance of customer {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank accounts only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank debit accepted, settles by {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank debits accepted today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank payments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank terminal id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being checked, don't charge again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By partner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be charged so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card payments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cards charged today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cards only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge a period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge a period…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge selected…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge without payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge {amount} to {method}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge {n} for {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charged to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charged with a warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charges are under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charges at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charging policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and make links</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a period and press Make plan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a row to read its whole reason; Take out leaves it for another time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a row to read its whole result; open it to see the customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose, look at every row, compare the totals, then type the sum. Nothing is sent before that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing when the charges under way have ended…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collected per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns as at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect Splynx and IPpay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect another…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Control totals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as buttons and text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy links</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy portal page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy {n} as buttons and text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer {id} · {status} · {partner}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer's language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer's own method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer, document number, transaction id, command   Ctrl+K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide only what you have seen yourself, in IPpay's own reports or at the bank. IPpay is asked once more first, and its answer wins. Your name and reason are kept for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declines by reason, last 14 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document numbers, separated by spaces or lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft handed to your e-mail program. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter in Splynx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every charge has its answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody with something unpaid can be charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is fine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is fine. Look at the payment account's fields, then start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in the form, then press Save and check.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in {noun}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled in for each link: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish these and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First {shown}; type to narrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gateway address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on while you work elsewhere in the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IPpay Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IPpay Desktop {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IPpay bank debits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IPpay cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IPpay, {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you close now, no further charge begins, those under way reach their outcome, then the program ends. A run goes on when you resume it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is this settled?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It never reached IPpay: no money was taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was declined: no money was taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this filter…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LIVE: real money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LIVE: real money moves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as dealt with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as dealt with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money taken: being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money taken: no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money taken: yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, id, login, e-mail or phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answered charge yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No card and no bank account is saved. Send a pay link instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No card and no bank account saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No customer matches. Try part of the name, or the id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No declines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No e-mail program could be opened. Copy the link instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No invoices and no proformas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keyring: secrets last for this session only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No links yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No money moves by this. Your name and reason are kept for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plan yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run yet. Charge a period to make the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not charged from here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is charged here. Each step is tested, and says what to do if it is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing passes this filter. Widen the period or take a condition away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing unpaid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits. Every charge is settled and recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taken from here in these days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only these customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only these numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in Splynx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the profile…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our charges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our charges {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PRACTICE: built-in servers, no real money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PRACTICE: this computer only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid another debt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password, if your terminal has one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste numbers or take a filter; each is read from Splynx before its link is made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pausing, charges under way end first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay links</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay {document}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay {d}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment in Splynx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment without charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payments {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay{due}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending in Splynx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan a retry…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practise first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile {name}: {url}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proforma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proformas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code of {url}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from Splynx at {at}. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading documents and saved methods from Splynx…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading from Splynx: {rows} records, {rate} a second, {seconds} s so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading from Splynx…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the document and the saved method again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refill balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refill balance…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows before the review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows in amber</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run {name}: paused at {done} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run {name}: {done} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save and check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved bank account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {n} rows in {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one link first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected {n} · {due} due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all shortcuts (also ?)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as a plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in the program went wrong; the log says what. Nothing was decided by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something is wrong. Mend it, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something is wrong; see above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splynx has no payments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splynx login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splynx not read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splynx time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splynx {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splynx {splynx}; IPpay {ippay}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Station ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop for review after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEST: IPpay's test gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEST: IPpay's test gateway, no real money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken out by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken, not recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken, recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken, see Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terminal id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That looks like a card number. Card numbers are never entered here; the customer saves the card in the portal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The customer saves one in the portal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The e-mail needs a subject.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language of the e-mail draft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The money was taken, and it is where it belongs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page where the customer saves or replaces a card or bank account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The program ended during {n} charges; they are being checked.</source>
        <extracomment>The program ended during {n} charge; it is being checked.</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The text is too long for an e-mail draft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text needs {placeholder}, or nobody can pay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window speaks it from its next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is one of this name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These documents cannot be planned by number. Choose fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This month, unpaid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transaction id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the amount.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the sum to confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unclear answers that stop a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpaid by age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpaid now, link is good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpaid now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these fields and start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for IPpay. This window stays until the answer is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for IPpay at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of this charge?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done, and where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you saw, and where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will be charged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will fail at the next charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will fail at the next charge: {shown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working as {operator} at {station}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a proforma is paid whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bad routing number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bank account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by document id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by document number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>card number on file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>customer {id} · {due} due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>debit came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expires {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>if debits use their own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>main</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may be less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no real money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing; this puts money on the balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of today's answered charges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over {days} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shown now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken out by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the IPpay address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the IPpay terminal id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Splynx address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} goes on the balance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} is debited; the bank may still return it for some days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} is taken now and settles it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} is taken now; {rest} stays due.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount}, {document}, {customer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{customer}, {due} due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}: {card} by card, {bank} by bank account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{documents} will be charged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} to {last} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} is not one of the placeholders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{good} of {all} may be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mode} · {name} · IPpay Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (customer {id})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({id})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be written: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} · {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, cannot be charged: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{noun} {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{noun} ···· {last4}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} addresses copied.</source>
        <extracomment>{n} address copied.</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} charges</source>
        <extracomment>{n} charge</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} customers</source>
        <extracomment>{n} customer</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} declines</source>
        <extracomment>{n} decline</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} documents</source>
        <extracomment>{n} document</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} links copied.</source>
        <extracomment>{n} link copied.</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} overdue, {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} runs, kept for good</source>
        <extracomment>{n} run, kept for good</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} things wait. Don't charge them again.</source>
        <extracomment>{n} thing waits. Don't charge it again.</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} times</source>
        <extracomment>{n} time</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{n} unpaid, {due}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{operator} at {station}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{operator} at {station}, {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} a minute, {left} to go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown}, total {total}, due {due}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sum} in {n} days: {card} by card, {bank} by bank account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sum} is older than {days} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sum}; don't charge again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{taken} approved or accepted, of {planned}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{trouble} If the charge had left already, it waits in Attention. Don't charge it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” can be read in two ways. If {plain} is meant, write that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is not an amount. Write it like {example}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
