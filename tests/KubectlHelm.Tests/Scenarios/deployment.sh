# A Deployment: made, rolled, stuck, undone.
kubectl apply -f deployment.yaml
kubectl rollout status deploy/app --timeout=60s
kubectl get deploy,rs
kubectl get pods -l app=app -o jsonpath='{range .items[*]}{.spec.nodeName}{"\n"}{end}' | sort -u | wc -l
kubectl annotate deploy/app kubernetes.io/change-cause='first'
kubectl set image deploy/app c=redis:7.4
kubectl annotate deploy/app kubernetes.io/change-cause='second'
kubectl rollout status deploy/app --timeout=60s
kubectl rollout history deploy/app
kubectl rollout history deploy/app --revision=2
kubectl set image deploy/app c=redis:missing
kubectl rollout status deploy/app --timeout=60s
kubectl get deploy app -o jsonpath='{.status.conditions[?(@.type=="Progressing")].reason}{"\n"}'
kubectl get deploy app
kubectl rollout undo deploy/app
kubectl rollout status deploy/app --timeout=60s
kubectl get deploy app -o jsonpath='{.spec.template.spec.containers[0].image}{"\n"}'
kubectl rollout undo deploy/app --to-revision=1
kubectl rollout status deploy/app --timeout=60s
kubectl get deploy app -o jsonpath='{.spec.template.spec.containers[0].image}{"\n"}'
kubectl rollout pause deploy/app
kubectl set env deploy/app A=B
kubectl get rs -l app=app --no-headers | wc -l
kubectl rollout resume deploy/app
kubectl rollout restart deploy/app
kubectl rollout status deploy/app --timeout=60s
kubectl scale deploy app --replicas=4
kubectl rollout status deploy/app --timeout=10s
kubectl get events --field-selector reason=FailedScheduling -o jsonpath='{.items[0].message}{"\n"}'
kubectl describe deploy app | grep -v -E '^(CreationTimestamp|OldReplicaSets|  Annotations|Annotations|   *kubectl|   *kubernetes)'
kubectl delete deploy app
kubectl wait --for=delete pod -l app=app --timeout=30s >/dev/null && echo gone
