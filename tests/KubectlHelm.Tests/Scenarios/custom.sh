# A custom kind, from its definition to its deletion.
kubectl apply -f gadget-crd.yaml
kubectl wait --for=condition=Established crd/gizmos.example.com --timeout=30s
kubectl get crd gizmos.example.com -o jsonpath='{.status.acceptedNames.kind} {.status.storedVersions}{"\n"}'
kubectl explain gizmos
kubectl explain gizmos.spec
kubectl explain gizmos.spec.colour
kubectl explain gizmos.spec.parts --recursive
kubectl apply -f gizmo.yaml
kubectl apply -f gizmo.yaml
kubectl diff -f gizmo-larger.yaml | grep '^[-+] '
kubectl apply -f gizmo-larger.yaml
kubectl apply -f gizmo-bad.yaml
kubectl apply -f gizmo-typo.yaml
kubectl apply -f gizmo-typo.yaml --validate=warn
kubectl apply -f gizmo-blue.yaml
kubectl create -f gizmo.yaml
kubectl get gizmos
kubectl get gz -o wide
kubectl get gizmo a -o yaml --show-managed-fields=false
kubectl get gizmo a -o json | grep size
kubectl get gizmo a -o jsonpath='{.spec.size}{"\n"}'
kubectl get gizmos -A --no-headers | grep $NS
kubectl get all
kubectl describe gizmo a
timeout 3 kubectl get gizmos -w
kubectl label gizmo a x=y
kubectl label gizmo a x-
kubectl annotate gizmo a note=hello
kubectl scale gizmo a --replicas=4
kubectl patch gizmo a --type=merge -p '{"spec":{"colour":"green"}}'
kubectl patch gizmo a --type=json -p '[{"op":"replace","path":"/spec/size","value":5}]'
kubectl patch gizmo a --type=strategic -p '{"spec":{"size":6}}'
kubectl patch gizmo a --type=json -p '[{"op":"test","path":"/spec/size","value":1}]'
kubectl patch gizmo a --subresource=status --type=merge -p '{"status":{"replicas":1,"conditions":[{"type":"Ready","status":"True"}]}}'
kubectl wait --for=condition=Ready gizmo/a --timeout=10s
kubectl wait --for=jsonpath='{.spec.colour}'=green gizmo/a --timeout=10s
kubectl wait --for=condition=Nonsense gizmo/a --timeout=1s
EDITOR='sed -i s/size:.5/size:\ 1/' kubectl edit gizmo a
kubectl get gizmo a -o jsonpath='{.spec.size} {.metadata.generation}{"\n"}'
kubectl replace -f gizmo.yaml
kubectl get gizmo a -o jsonpath='{.spec}{"\n"}'
kubectl apply -f gizmo-b.yaml --dry-run=server
kubectl apply -f gizmo-b.yaml --dry-run=client -o name
kubectl apply -f gizmo-b.yaml
kubectl events --for gizmo/a
kubectl patch gizmo b --type=merge -p '{"metadata":{"finalizers":["example.com/hold"]}}'
kubectl delete gizmo b --wait=false
kubectl get gizmo b -o jsonpath='{.metadata.finalizers}{"\n"}'
kubectl patch gizmo b --type=merge -p '{"metadata":{"finalizers":null}}'
kubectl get gizmo b
kubectl delete gizmo a --cascade=foreground
kubectl delete -f gizmo.yaml --ignore-not-found
kubectl apply -f gizmo.yaml
kubectl delete -f gizmo.yaml --now
kubectl delete crd gizmos.example.com
kubectl get gizmos
