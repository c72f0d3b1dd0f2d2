select m.member_ref, u.first_name, u.last_name, u.email, u.contact_email, u.phone, u.emergency_contact_name,
    u.emergency_contact_phone, u.guardian_name, u.guardian_phone, u.date_of_birth,
    (u.date_joined at time zone gym.zone)::date as date_joined,
    s.status, case s.membership_approved when true then 'true' when false then 'false' end as membership_approved,
    case when u.is_active then 'true' else 'false' end as is_active, a.prepaid_fees
from members m
join users u on u.id = m.user_id
cross join gym
cross join lateral status_of(u.id, current_date) s
cross join lateral account_of(u.id, current_date) a
order by m.user_id
