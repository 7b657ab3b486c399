using System.Text;

namespace RedisOperator.LocalCluster.Cli;

internal static class Kubeconfig
{
    /// <summary>Readable by its owner only: it makes an administrator.</summary>
    public static void Write(string path, string server, string authorityPem, string token)
    {
        var authority = Convert.ToBase64String(Encoding.ASCII.GetBytes(authorityPem));
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write($"""
                apiVersion: v1
                kind: Config
                clusters:
                - name: local
                  cluster:
                    server: {server}
                    certificate-authority-data: {authority}
                users:
                - name: admin
                  user:
                    token: {token}
                contexts:
                - name: local
                  context:
                    cluster: local
                    user: admin
                    namespace: default
                current-context: local

                """);
        }

        File.Move(draft, path, overwrite: true);
    }
}
