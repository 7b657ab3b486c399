using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace k8s;

/// <summary>Runs an exec plugin by argument list (no shell) and reads the ExecCredential it prints.</summary>
internal sealed class ExecPluginRunner(ExecPlugin plugin, KubernetesClientConfiguration config, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public async Task<ExecCredential> RunAsync(CancellationToken ct)
    {
        using var process = Start();
        using var limit = new CancellationTokenSource(Limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            process.StandardInput.Close();
            // Process closes only the streams that nobody has asked it for.
            using var standardOutput = process.StandardOutput;
            using var standardError = process.StandardError;
            var output = standardOutput.ReadToEndAsync(linked.Token);
            var errors = standardError.ReadToEndAsync(linked.Token);
            await process.WaitForExitAsync(linked.Token).ConfigureAwait(false);
            var printed = await output.ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw Failed($"ended with {process.ExitCode}: {Shortened(await errors.ConfigureAwait(false))}");
            }

            return Parse(printed);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Failed($"did not end within {Limit.TotalSeconds} s");
        }
        finally
        {
            End(process);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(plugin.Command)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in plugin.Args)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in plugin.Env)
        {
            start.Environment[name] = value;
        }

        start.Environment["KUBERNETES_EXEC_INFO"] = ExecInfo().ToJsonString();
        try
        {
            return Process.Start(start) ?? throw Failed("did not start");
        }
        catch (Win32Exception e)
        {
            throw new KubeConfigException($"exec plugin {plugin.Command} cannot be run: {e.Message}{(plugin.InstallHint is { } hint ? "\n" + hint : "")}", e);
        }
    }

    private JsonObject ExecInfo()
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (plugin.ProvideClusterInfo)
        {
            var cluster = new JsonObject { ["server"] = config.Host };
            var authority = config.CertificateAuthorityData ?? (config.CertificateAuthorityFile is { } file ? File.ReadAllBytes(file) : null);
            if (authority is not null)
            {
                cluster["certificate-authority-data"] = Convert.ToBase64String(authority);
            }

            spec["cluster"] = cluster;
        }

        return new JsonObject { ["apiVersion"] = plugin.ApiVersion, ["kind"] = "ExecCredential", ["spec"] = spec };
    }

    private ExecCredential Parse(string printed)
    {
        try
        {
            var answer = JsonNode.Parse(printed) as JsonObject ?? throw Failed("printed no ExecCredential");
            if ((string?)answer["kind"] != "ExecCredential" || (string?)answer["apiVersion"] != plugin.ApiVersion || answer["status"] is not JsonObject status)
            {
                throw Failed($"printed no ExecCredential of {plugin.ApiVersion} with a status");
            }

            var certificate = (string?)status["clientCertificateData"] is { } pem && (string?)status["clientKeyData"] is { } key
                ? ClientCertificate.Parse(pem, key)
                : null;
            var token = (string?)status["token"];
            return token is null && certificate is null
                ? throw Failed("gave neither a token nor a certificate with its key")
                : new ExecCredential(token, certificate, status["expirationTimestamp"]?.GetValue<DateTimeOffset>());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Not what it printed: that may hold a secret.
            throw new KubeConfigException($"exec plugin {plugin.Command} printed something that is not an ExecCredential", e);
        }
    }

    private KubeConfigException Failed(string what) => new($"exec plugin {plugin.Command} {what}");

    private static string Shortened(string text) => text.Trim() is { Length: > 500 } longText ? longText[..500] + "…" : text.Trim();

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the kill.
        }
    }
}
