package dev.gymctl.cli.finance;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.finance.AccountBalance;
import dev.gymctl.core.finance.Closing;
import dev.gymctl.core.finance.JournalLine;
import dev.gymctl.core.finance.PersonBalance;

/** How the ledger is printed. */
final class LedgerColumns {
    static final Columns<AccountBalance> ACCOUNT = Columns.<AccountBalance>of()
            .add("account", AccountBalance::account)
            .add("type", AccountBalance::type)
            .add("debit", AccountBalance::debit)
            .add("credit", AccountBalance::credit)
            .add("balance", AccountBalance::balance)
            .jsonOnly("name", AccountBalance::name)
            .jsonOnly("currency", account -> account.balance().currency().getCurrencyCode());

    static final Columns<AccountBalance> ONE_ACCOUNT = Columns.<AccountBalance>of()
            .add("account", AccountBalance::account)
            .add("name", AccountBalance::name)
            .add("type", AccountBalance::type)
            .add("debit", AccountBalance::debit)
            .add("credit", AccountBalance::credit)
            .add("balance", AccountBalance::balance)
            .add("currency", account -> account.balance().currency().getCurrencyCode());

    static final Columns<PersonBalance> PERSON = Columns.<PersonBalance>of()
            .add("user_id", PersonBalance::userId)
            .add("name", PersonBalance::name)
            .add("owed", PersonBalance::owed)
            .add("credit", PersonBalance::credit)
            .add("balance", PersonBalance::balance)
            .add("prepaid_value", PersonBalance::prepaidValue)
            .add("prepaid_fees", PersonBalance::prepaidFees)
            .add("currency", person -> person.owed().currency().getCurrencyCode())
            .nested("accounts", PersonBalance::accounts, ACCOUNT);

    static final Columns<JournalLine> LINE = Columns.<JournalLine>of()
            .add("effective_on", JournalLine::effectiveOn)
            .add("entry_id", JournalLine::entryId)
            .detail("id", JournalLine::id)
            .detail("value_on", JournalLine::valueOn)
            .detail("recorded_at", JournalLine::recordedAt)
            .add("kind", JournalLine::kind)
            .add("memo", JournalLine::memo)
            .detail("key", JournalLine::key)
            .detail("reverses", JournalLine::reverses)
            .add("reversed_by", JournalLine::reversedBy)
            .add("debit_account", JournalLine::debitAccount)
            .add("debit_party", JournalLine::debitParty)
            .add("credit_account", JournalLine::creditAccount)
            .add("credit_party", JournalLine::creditParty)
            .add("amount", JournalLine::amount)
            .jsonOnly("currency", line -> line.amount().currency().getCurrencyCode());

    static final Columns<Closing> CLOSING = Columns.<Closing>of()
            .add("month", Closing::month)
            .add("books_closed_through", Closing::closedThrough)
            .add("entries", Closing::entries)
            .add("amount", Closing::amount)
            .add("currency", closing -> closing.amount().currency().getCurrencyCode());

    private LedgerColumns() {}
}
