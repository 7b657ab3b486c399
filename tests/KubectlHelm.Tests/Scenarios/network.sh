# Names of Services, and ports of pods on this machine.
kubectl apply -f web.yaml
kubectl create service clusterip vip --tcp=6379:6379 -o yaml --dry-run=client | sed 's/app: vip/app: web/' | kubectl apply -f -
kubectl create service externalname alias --external-name=vip.$NS.svc.cluster.local
kubectl rollout status sts/web --timeout=60s
kubectl exec web-0 -- cat /etc/resolv.conf
# The rules on the nodes follow a Service's last change within a second.
for i in $(seq 50); do kubectl exec web-0 -- redis-cli -h vip ping >/dev/null 2>&1 && break; sleep 0.1; done
kubectl exec web-0 -- redis-cli -h vip ping
kubectl exec web-0 -- redis-cli -h vip.$NS.svc.cluster.local ping
kubectl exec web-0 -- redis-cli -h web-1.web ping
kubectl exec web-0 -- redis-cli -h alias ping
kubectl exec web-0 -- redis-cli -h nothere ping
kubectl exec web-0 -- getent hosts kubernetes.default
kubectl exec web-0 -- getent hosts web | wc -l
kubectl exec web-0 -- getent hosts vip
kubectl run -i --rm cli --image=redis:7.2 --restart=Never --quiet -- sh -c 'sleep 1; redis-cli -h vip ping'
# The port is chosen by kubectl, and its line says which.
kubectl port-forward svc/vip :6379 > $HOME/pf & for i in $(seq 50); do PORT=$(sed -n 's/.*127.0.0.1:\([0-9]*\) .*/\1/p' $HOME/pf); [ -n "$PORT" ] && break; sleep 0.1; done; redis-cli -p $PORT set a b; redis-cli -p $PORT get a; head -c 300000 /dev/zero | redis-cli -p $PORT -x set big; redis-cli -p $PORT strlen big; kill %1 2>/dev/null
kubectl port-forward pod/web-0 :7777 > $HOME/pf 2>&1 & for i in $(seq 50); do PORT=$(sed -n 's/.*127.0.0.1:\([0-9]*\) .*/\1/p' $HOME/pf); [ -n "$PORT" ] && break; sleep 0.1; done; redis-cli -p $PORT ping >/dev/null 2>&1; sleep 0.3; kill %1 2>/dev/null; grep -o 'failed to connect to localhost:7777 inside the pod' $HOME/pf | head -1
kubectl port-forward pod/nothere 1:1
kubectl delete -f web.yaml --wait=false
