# What the cluster is and what it offers.
kubectl version | grep -v Kustomize
kubectl cluster-info
kubectl api-versions
kubectl api-resources
kubectl api-resources --namespaced=false -o name
kubectl config current-context
kubectl config get-contexts
kubectl get nodes
kubectl get namespaces
kubectl get --raw /healthz
kubectl get --raw /readyz
kubectl get --raw /api/v1 | grep -o '"pods/[a-z]*"' | sort
kubectl get storageclass
kubectl top nodes
kubectl top pods
kubectl get nosuchkind
kubectl get pod nosuchpod
kubectl describe node node-1 | grep -E '^(Name|Taints|Unschedulable|Lease|  Ready|  InternalIP)'
kubectl get leases -n kube-node-lease
