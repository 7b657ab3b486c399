#!/bin/sh
# What the bench compares with: the kind of client-reconfig-script that people write by hand. One copy a host, edited for it.
SELF=@SELF@
VIP=172.16.1.50
NETMASK=24
INTERFACE=ens192
if [ "$6" = "$SELF" ]; then
  ip addr add "$VIP/$NETMASK" dev "$INTERFACE"
  arping -q -c 3 -A "$VIP" -I "$INTERFACE"
else
  ip addr del "$VIP/$NETMASK" dev "$INTERFACE"
fi
exit 0
