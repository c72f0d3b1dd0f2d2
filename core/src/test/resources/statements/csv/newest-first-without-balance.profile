map.booked_on=Date
map.amount=Amount
map.text=Details
