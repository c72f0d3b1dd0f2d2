map.booked_on=Date
map.debit=Paid out
map.credit=Paid in
map.text=Details
map.balance=Balance
map.bank_id=Id
