# Cordon, drain with a budget in the way, taints.
kubectl apply -f web.yaml
kubectl rollout status sts/web --timeout=60s
kubectl patch pdb web --type=merge -p '{"spec":{"minAvailable":3}}'
kubectl wait --for=jsonpath='{.status.disruptionsAllowed}'=0 pdb/web --timeout=10s
kubectl cordon node-1
kubectl get nodes
kubectl get node node-1 -o jsonpath='{.spec.taints[0].key}:{.spec.taints[0].effect}{"\n"}'
kubectl drain node-1 --pod-selector=app=web --timeout=3s 2>&1 | grep -o 'Cannot evict pod.*' | sort -u
kubectl patch pdb web --type=merge -p '{"spec":{"minAvailable":2}}'
kubectl wait --for=jsonpath='{.status.disruptionsAllowed}'=1 pdb/web --timeout=10s
kubectl drain node-1 --pod-selector=app=web --timeout=30s
kubectl rollout status sts/web --timeout=60s
kubectl get pods -l app=web -o jsonpath='{.items[*].spec.nodeName}' | grep -c node-1
kubectl drain node-2 node-3 --pod-selector=app=web --timeout=8s 2>&1 | grep -q 'Cannot evict pod' && echo refused at first
kubectl uncordon node-1 node-2 node-3
kubectl rollout status sts/web --timeout=60s
kubectl taint nodes node-2 test=yes:NoSchedule
kubectl taint nodes node-1 node-3 test=yes:NoSchedule
kubectl run kept-out --image=redis:7.2
kubectl wait --for=condition=PodScheduled pod/kept-out --timeout=1s
kubectl get pod kept-out -o jsonpath='{.status.conditions[0].message}{"\n"}'
kubectl get pod kept-out
kubectl taint nodes --all test-
kubectl wait --for=condition=Ready pod/kept-out --timeout=30s
kubectl label node node-3 place=here
kubectl run placed --image=redis:7.2 --overrides='{"spec":{"nodeSelector":{"place":"here"}}}'
kubectl wait --for=condition=Ready pod/placed --timeout=30s
kubectl get pod placed -o jsonpath='{.spec.nodeName}{"\n"}'
kubectl taint nodes node-3 gone=now:NoExecute
kubectl wait --for=delete pod/placed --timeout=60s >/dev/null && echo gone
kubectl taint nodes node-3 gone-
kubectl label node node-3 place-
kubectl apply -f second-budget.yaml
kubectl create --raw /api/v1/namespaces/$NS/pods/web-0/eviction -f - <<< '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"web-0"}}'
kubectl delete -f web.yaml -f second-budget.yaml --wait=false
kubectl delete pod kept-out --now
