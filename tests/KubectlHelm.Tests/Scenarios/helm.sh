# A release from the first install to the end.
helm version --short
helm lint --strict ../chart
helm template r ../chart --set replicas=2 | grep -E 'replicas:|size:'
helm install r ../chart --wait --timeout 60s
helm list
helm list -A | grep -c small
helm status r | grep -E 'STATUS|REVISION'
helm get values r
helm get values r --all | grep greeting
helm get manifest r | grep -c '^kind'
helm get notes r
helm get hooks r | grep -c helm.sh/hook:
kubectl get deploy,svc,cm,sa,pdb,gadgets
kubectl explain gadget.spec.size | grep -A2 DESCRIPTION
kubectl get jobs
helm upgrade r ../chart --set replicas=2,greeting=bye --wait --timeout 60s
kubectl get cm r-app -o jsonpath='{.data.greeting}{"\n"}'
kubectl get deploy r-app
helm history r --max 10 | cut -f1,3-6
helm test r
helm test r --logs
helm upgrade r ../chart --set replicas=3 --dry-run=server | grep -E 'replicas: '
helm rollback r 1 --wait --timeout 60s
kubectl get cm r-app -o jsonpath='{.data.greeting}{"\n"}'
helm history r | cut -f1,3-6
helm upgrade --install r ../chart --set image=redis:missing --wait --timeout 3s 2>&1 | grep -c Error
helm rollback r 3 --wait --timeout 60s
helm uninstall r --wait
helm list
kubectl get deploy,svc,cm,sa,pdb,gadgets
helm install r ../chart --set image= 2>&1 | grep -o 'image: Required value' | head -1
helm uninstall r --ignore-not-found
kubectl delete crd gadgets.example.com
