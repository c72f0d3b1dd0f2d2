no-header=true
delimiter=;
map.booked_on=1
map.amount=2
map.text=3
map.balance=5
