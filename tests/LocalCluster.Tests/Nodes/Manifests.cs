namespace RedisOperator.LocalCluster.Tests.Nodes;

internal static class Manifests
{
    public static string Redis(int replicas, string extra = "") => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{name: redis, port: 6379}]}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: conf}
        data:
          redis.conf: |
            port 6379
            appendonly yes
            dir /data
            protected-mode no
            bind * -::*
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: web}
        spec:
          replicas: {{replicas}}
          serviceName: web
          podManagementPolicy: Parallel
          selector: {matchLabels: {app: web} }
          volumeClaimTemplates:
          - metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi} } }
          template:
            metadata: {labels: {app: web} }
            spec:
              {{extra}}
              securityContext: {runAsNonRoot: true, runAsUser: 999, runAsGroup: 999, fsGroup: 999}
              terminationGracePeriodSeconds: 10
              volumes: [{name: conf, configMap: {name: conf} }]
              containers:
              - name: redis
                image: redis:7.2
                command: [redis-server]
                args: [/etc/redis/group/redis.conf, --pidfile, "/data/$(POD_NAME).pid"]
                env: [{name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name} } }]
                securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]} }
                volumeMounts: [{name: conf, mountPath: /etc/redis/group}, {name: data, mountPath: /data}]
                readinessProbe: {tcpSocket: {port: 6379}, periodSeconds: 1}

        """;

    /// <summary>Redis in the network of the nodes, at most one on each.</summary>
    public static string OnHosts(int replicas, int port) => $$"""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: web}
        spec:
          replicas: {{replicas}}
          serviceName: web
          podManagementPolicy: Parallel
          selector: {matchLabels: {app: web} }
          template:
            metadata: {labels: {app: web} }
            spec:
              hostNetwork: true
              terminationGracePeriodSeconds: 1
              containers:
              - name: redis
                image: redis:7.2
                command: [redis-server, --port, "{{port}}", --save, "", --protected-mode, "no"]
                ports: [{containerPort: {{port}} }]
                readinessProbe: {tcpSocket: {port: {{port}} }, periodSeconds: 1}

        """;

    /// <summary>A pod that runs one command of the machine's /usr/bin and is not restarted.</summary>
    public static string Once(string name, string command, string more = "") => $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{name}}}
        spec:
          restartPolicy: Never
          {{more}}
          containers:
          - name: main
            image: redis:7.2
            command: [sh, -c, {{System.Text.Json.JsonSerializer.Serialize(command)}}]

        """;
}
