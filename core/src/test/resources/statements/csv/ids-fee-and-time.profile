map.booked_on=Created
map.amount=Net
map.fee=Fee
map.bank_id=Id
map.end_to_end_id=E2E
map.reference=Ref
map.text=Details
