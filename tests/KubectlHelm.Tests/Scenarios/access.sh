# Who may do what.
kubectl auth whoami
kubectl create serviceaccount reader
kubectl create role reads --verb=get,list,watch --resource=pods,pods/log
kubectl create rolebinding reads --role=reads --serviceaccount=$NS:reader
kubectl auth can-i get pods --as=system:serviceaccount:$NS:reader
kubectl auth can-i get pods/log --as=system:serviceaccount:$NS:reader
kubectl auth can-i delete pods --as=system:serviceaccount:$NS:reader
kubectl auth can-i get pods --as=system:serviceaccount:$NS:reader -n default
kubectl auth can-i '*' '*'
kubectl auth can-i get /healthz --as=system:serviceaccount:$NS:reader
kubectl auth can-i --list --as=system:serviceaccount:$NS:reader
kubectl auth whoami --as=system:serviceaccount:$NS:reader
kubectl get pods --as=system:serviceaccount:$NS:reader
kubectl get secrets --as=system:serviceaccount:$NS:reader
kubectl delete pod x --as=system:serviceaccount:$NS:reader
kubectl create clusterrole see-nodes --verb=get,list --resource=nodes
kubectl create clusterrolebinding see-nodes --clusterrole=see-nodes --serviceaccount=$NS:reader
kubectl get nodes -o name --as=system:serviceaccount:$NS:reader
kubectl delete clusterrole,clusterrolebinding see-nodes
kubectl create token reader --duration=10m | tr -d '[:alnum:]'
kubectl config set-credentials reader --token=$(kubectl create token reader) && kubectl --user=reader auth whoami
kubectl get role,rolebinding,serviceaccount
kubectl describe role reads
kubectl describe rolebinding reads
sed "s/name: reads/name: reads, namespace: $NS/" rbac.yaml | kubectl auth reconcile -f -
