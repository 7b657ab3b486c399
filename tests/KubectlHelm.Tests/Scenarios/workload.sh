# A StatefulSet's life, its pods from inside, and its end.
kubectl apply -f web.yaml
kubectl rollout status sts/web --timeout=60s
kubectl get sts,svc,pdb
kubectl get sts web -o wide
kubectl get pods -l app=web
kubectl get pods -l 'app in (web,x)' -o name
kubectl get pods --field-selector status.phase=Running -o name
kubectl get pods --field-selector metadata.name=web-1 -o name
kubectl get pods --field-selector spec.nodeName=nowhere
kubectl describe pod web-0 | grep -v -E '^(Node|Start|IP|  IP|    Started|Events|  (Normal|----|Type))|Container ID|AGE'
kubectl describe sts web
kubectl describe svc web
kubectl describe pdb web
kubectl get events --field-selector involvedObject.name=web-0,reason=Scheduled --no-headers | wc -l
kubectl logs web-0
kubectl logs web-0 --timestamps
timeout 3 kubectl logs -f web-0 --tail=1
kubectl logs -l app=web --prefix | sort
kubectl logs web-0 --since=1h
kubectl logs web-0 -c nothere
kubectl logs web-0 --previous
kubectl exec web-0 -- sh -c 'echo out; sleep 0.5; echo err >&2; exit 3'
kubectl exec web-0 -c c -- hostname
echo hello | kubectl exec -i web-0 -- cat
kubectl exec sts/web -- redis-cli ping
script -qec "kubectl exec -it web-0 -- sh -c 'tty; exit 4'" /dev/null </dev/null | tr -d '\000\r'
kubectl exec web-0 -- no-such-program 2>&1 | tail -1
kubectl exec web-0 -c nothere -- true
kubectl cp config.yaml web-0:/tmp/copy.yaml && kubectl exec web-0 -- head -1 /tmp/copy.yaml
kubectl cp web-0:/tmp/copy.yaml $HOME/back.yaml >/dev/null 2>&1 && cmp config.yaml $HOME/back.yaml && echo same
kubectl label pod web-0 role=master
kubectl get pods -L role --no-headers | cut -d' ' -f1,2,3
kubectl scale sts web --replicas=2
kubectl wait --for=delete pod/web-2 --timeout=30s >/dev/null && echo gone
kubectl scale sts web --replicas=3 --current-replicas=7
kubectl scale sts web --replicas=3
kubectl rollout status sts/web --timeout=60s
kubectl rollout restart sts/web
kubectl rollout status sts/web --timeout=60s | tail -1
kubectl rollout history sts/web
kubectl set image sts/web c=redis:7.4
kubectl rollout status sts/web --timeout=60s | tail -1
kubectl rollout undo sts/web
kubectl rollout status sts/web --timeout=60s | tail -1
kubectl get sts web -o jsonpath='{.spec.template.spec.containers[0].image}{"\n"}'
kubectl rollout history sts/web
kubectl patch sts web -p '{"spec":{"serviceName":"other"}}'
kubectl patch sts web --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"c","env":[{"name":"A","value":"B"}]}]}}}}'
kubectl rollout status sts/web --timeout=60s | tail -1
kubectl set env sts/web --list
kubectl delete pod web-1
kubectl wait --for=condition=Ready pod/web-1 --timeout=30s
kubectl delete pod web-0 --force --grace-period=0
kubectl wait --for=condition=Ready pod -l app=web --timeout=30s
kubectl delete sts web --cascade=orphan
kubectl get pods -l app=web -o name
kubectl delete pods -l app=web
kubectl delete -f web.yaml --ignore-not-found
kubectl get all
