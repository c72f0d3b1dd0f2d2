package dev.gymctl.core.finance;

import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.Import;
import java.time.Clock;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Class fees that members have paid ahead, in lots. */
public final class PrepaidFees {
    private PrepaidFees() {}

    /**
     * Opens a lot for each imported member who has prepaid fees: they were paid before gymctl, so they are opening
     * balances, at the drop-in price each. A member's opening fees are a fact: the same number again is the same, another
     * is rejected.
     */
    public static void openImported(Handle handle, Import people, Gym gym, Clock clock) {
        people.rejectWhere("""
                select p.line, 'prepaid_fees', p.prepaid_fees,
                       'the member''s opening number is ' || coalesce(l.credits, 0) || ' already'
                from people p
                left join prepaid_lots l on l.key = 'opening fees of member ' || p.user_id
                where p.outcome <> 'added' and p.prepaid_fees is distinct from coalesce(l.credits, 0)
                  and p.prepaid_fees is not null
                order by p.line
                """);
        people.throwIfRejected();
        handle.createUpdate("""
                        insert into prepaid_lots (member_id, credits, price, bought_on, key)
                        select user_id, prepaid_fees, prepaid_fees * :price, :today, 'opening fees of member ' || user_id
                        from people
                        where outcome = 'added' and prepaid_fees > 0
                        order by line
                        """)
                .bind("price", gym.dropInPrice().minorUnits())
                .bind("today", gym.today(clock))
                .execute();
        Ledger.post(handle, """
                select l.key, 'opening' as kind, l.bought_on as value_on, l.credits || ' prepaid fees' as memo,
                       'opening_balances' as debit_account, null::bigint as debit_party,
                       'prepaid_fees' as credit_account, l.member_id as credit_party, l.price as amount
                from people p join prepaid_lots l on l.key = 'opening fees of member ' || p.user_id
                where p.outcome = 'added' and l.price > 0
                """, Map.of());
    }
}
