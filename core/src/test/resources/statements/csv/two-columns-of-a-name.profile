skip-lines=1
no-header=true
delimiter=,
map.booked_on=1
map.text=2
map.amount=3
map.currency=4
map.balance=5
