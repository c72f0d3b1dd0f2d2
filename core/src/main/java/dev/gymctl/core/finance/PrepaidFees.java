package dev.gymctl.core.finance;

import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.Import;
import dev.gymctl.core.importing.Undo;
import dev.gymctl.core.member.OpeningFees;
import java.time.Clock;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Class fees that members have paid ahead, in lots. */
public final class PrepaidFees {
    private static final String REMOVED_LOTS = """
            select l.id, l.key
            from opening_lots l join import_rows r on r.import_id = :id and r.key = l.member_id
            where r.added and r.kept is null
            """;

    /** Of a new lot and of its entry; another one than that of a lot that was reversed. */
    private static final String OPENING_KEY = """
            'opening fees of member ' || user_id
            || case when exists (select from prepaid_lot_reversals)
               then coalesce((select ' after lot ' || max(l.id) from prepaid_lots l
                              where l.member_id = user_id and l.key like 'opening fees of member %'), '')
               else '' end""";

    private PrepaidFees() {}

    /**
     * The fees of imported members: a lot for each who has some. They were paid before gymctl, so they are opening balances,
     * at the drop-in price each. A member's opening fees are a fact: for a member who is there already, the same number
     * again, or the number left of it, changes nothing; another is rejected.
     */
    public static OpeningFees ofImport(Gym gym, Clock clock) {
        return new OpeningFees() {
            @Override
            public void check(Import people) {
                people.rejectWhere("""
                        select p.line, 'prepaid_fees', p.prepaid_fees,
                               'the member''s opening number is ' || coalesce(l.credits, 0) || ' already'
                        from people p
                        join members m on m.user_id = p.user_id
                        left join opening_lots l on l.member_id = p.user_id
                        where p.prepaid_fees <> coalesce(l.credits, 0)
                          and p.prepaid_fees <> (select coalesce(sum(b.credits_left), 0) from prepaid_balances b
                                                 where b.member_id = p.user_id
                                                   and coalesce(b.expires_on >= date '%s', true))
                        order by p.line
                        """.formatted(gym.today(clock)));
            }

            @Override
            public void open(Handle handle) {
                // From the file's rows and before the lots, of which PostgreSQL would not know how many they are.
                Ledger.post(
                        handle,
                        """
                        select %s as key, 'opening' as kind, :today as value_on,
                               prepaid_fees || ' prepaid fees' as memo,
                               'opening_balances' as debit_account, null::bigint as debit_party,
                               'prepaid_fees' as credit_account, user_id as credit_party, prepaid_fees * :price as amount
                        from people
                        where outcome = 'added' and prepaid_fees * :price > 0
                        """.formatted(OPENING_KEY),
                        Map.of(
                                "today",
                                gym.today(clock),
                                "price",
                                gym.dropInPrice().minorUnits()));
                handle.createUpdate("""
                                insert into prepaid_lots (member_id, credits, price, bought_on, key)
                                select user_id, prepaid_fees, prepaid_fees * :price, :today, <key>
                                from people
                                where outcome = 'added' and prepaid_fees > 0
                                order by line
                                """)
                        .define("key", OPENING_KEY)
                        .bind("price", gym.dropInPrice().minorUnits())
                        .bind("today", gym.today(clock))
                        .execute();
            }
        };
    }

    /** Reverses the lots of the members whom an undo removes: their credits are gone, and so is what is in the books. */
    public static void reverseImported(Undo undo, Gym gym, Clock clock) {
        Handle handle = undo.handle();
        Ledger.reverse(
                handle,
                "select e.id as entry_id from journal_entries e join (%s) l on l.key = e.idempotency_key"
                        .formatted(REMOVED_LOTS),
                Map.of("id", undo.id()),
                gym.today(clock));
        handle.createUpdate("""
                        insert into prepaid_lot_reversals (lot_id, reversed_on, entry_id)
                        select l.id, :today, v.id
                        from (<lots>) l
                        left join journal_entries e on e.idempotency_key = l.key
                        left join journal_entries v on v.reverses = e.id
                        """)
                .define("lots", REMOVED_LOTS)
                .bind("today", gym.today(clock))
                .bind("id", undo.id())
                .execute();
    }
}
