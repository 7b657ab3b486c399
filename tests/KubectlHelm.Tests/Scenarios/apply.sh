# Whose field is it: server-side apply, conflicts, and the way from client-side to server-side apply.
kubectl apply --server-side -f config.yaml
kubectl apply --server-side -f config.yaml
kubectl get cm c -o jsonpath='{range .metadata.managedFields[*]}{.manager} {.operation} {.fieldsV1}{"\n"}{end}' --show-managed-fields
kubectl apply --server-side --field-manager=other -f config.yaml
kubectl apply --server-side --field-manager=other -f config-other.yaml
kubectl apply --server-side --field-manager=other --force-conflicts -f config-other.yaml
kubectl get cm c -o jsonpath='{.data}{"\n"}'
kubectl apply --server-side -f config-less.yaml
kubectl apply --server-side --force-conflicts -f config-less.yaml
kubectl get cm c -o jsonpath='{.data}{"\n"}'
kubectl apply --server-side --field-manager=other -f config-less.yaml
kubectl get cm c -o jsonpath='{.data}{"\n"}'
kubectl delete cm c
# From client-side to server-side: what the first one made is taken over, also its removal.
kubectl apply -f config.yaml
kubectl get cm c -o jsonpath='{range .metadata.managedFields[*]}{.manager} {.operation}{"\n"}{end}' --show-managed-fields
kubectl apply --server-side -f config-less.yaml
kubectl get cm c -o jsonpath='{.data}{"\n"}'
kubectl get cm c -o jsonpath='{range .metadata.managedFields[*]}{.manager} {.operation}{"\n"}{end}' --show-managed-fields
kubectl delete cm c
kubectl apply -f config.yaml
kubectl apply -f config-less.yaml
kubectl get cm c -o jsonpath='{.data}{"\n"}'
kubectl apply view-last-applied cm/c -o json | grep '"one"'
kubectl apply -k kustomized
kubectl apply -k kustomized
kubectl diff -k kustomized
kubectl kustomize kustomized | head -4
kubectl get cm -l part=kustomized -o name
kubectl apply --prune -l app=c -f config-less.yaml --prune-allowlist=core/v1/ConfigMap
sed s/name:.c/name:\ d/ config.yaml | kubectl apply --prune -l app=c --prune-allowlist=core/v1/ConfigMap -f -
kubectl get cm -l app=c -o name
kubectl apply -f - <<< '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"e"},"data":{"a":1}}'
kubectl create cm f --from-literal=a=b --dry-run=server -o yaml | grep -v -E 'uid|creationTimestamp'
kubectl delete cm d --dry-run=server
kubectl delete -k kustomized
kubectl create -f config.yaml --save-config
kubectl replace --force -f config.yaml
kubectl delete cm --all --wait=false
