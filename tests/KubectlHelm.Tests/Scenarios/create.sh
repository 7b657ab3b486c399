# kubectl create and its relatives, which send protobuf.
kubectl create namespace $NS-more
kubectl delete namespace $NS-more
kubectl create configmap cm --from-literal=a=b --from-file=config.yaml
kubectl create secret generic s --from-literal=a=b
kubectl create secret tls t --cert=nothing --key=nothing
kubectl create secret docker-registry d --docker-server=x --docker-username=y --docker-password=z
kubectl get secret -o custom-columns=N:.metadata.name,T:.type
kubectl create deployment app --image=redis:7.2 --replicas=2 --port=6379 -- redis-server --protected-mode no
kubectl rollout status deploy/app --timeout=30s
kubectl get deploy app -o jsonpath='{.spec.template.spec.containers[0].command} {.spec.template.spec.containers[0].ports}{"\n"}'
kubectl create service clusterip app --tcp=80:6379
kubectl create service nodeport np --tcp=80:6379
kubectl create service externalname en --external-name=example.com
kubectl get svc app -o jsonpath='{.spec.ports}{"\n"}'
kubectl create pdb app --selector=app=app --min-available=50%
kubectl create priorityclass p-$NS --value=7 && kubectl delete priorityclass p-$NS
kubectl create job j --image=redis:7.2 -- echo done
kubectl wait --for=condition=complete job/j --timeout=30s
kubectl logs job/j
kubectl get job j
kubectl create job f --image=redis:7.2 --dry-run=client -o yaml -- false | sed 's/template:/backoffLimit: 1\n  template:/' | kubectl apply -f -
kubectl wait --for=condition=failed job/f --timeout=30s
kubectl delete job j f
kubectl run p --image=redis:7.2 --restart=Never -- echo hi
kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/p --timeout=30s
kubectl logs p
kubectl expose pod p --port=80
kubectl expose deploy app --name=app2 --port=6379
kubectl run q --image=redis:7.2 --rm -i --restart=Never -- sh -c 'sleep 1; echo attached'
echo 'hello there' | kubectl run q --image=redis:7.2 --rm -i --restart=Never -- sh -c 'read line; echo "read: $line"'
kubectl run q --image=redis:7.2 --restart=Never --command -- sh -c 'while sleep 0.2; do echo tick; done'
kubectl wait --for=condition=Ready pod/q --timeout=30s
timeout 4 kubectl attach q 2>/dev/null | tail -1
kubectl get svc -o custom-columns=N:.metadata.name,T:.spec.type,P:.spec.ports[0].port
kubectl label svc --all a=b
kubectl get svc,deploy -l a=b -o name
kubectl api-resources --api-group=apps
kubectl delete deploy,svc,pdb,secret --all
kubectl delete pod p q
