using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.Dcp;

/// <summary>Where the orchestrator's API server listens, whom to trust there and how to be let in; it writes this file when it is up.</summary>
internal sealed class DcpKubeconfig
{
    private const string ServerKey = "server:";
    private const string AuthorityKey = "certificate-authority-data:";
    private const string TokenKey = "token:";

    private readonly X509Certificate2Collection _authorities = [];

    private DcpKubeconfig(Uri server, string token, string authority)
    {
        Server = server;
        Token = token;
        _authorities.ImportFromPem(authority);
    }

    public Uri Server { get; }

    public string Token { get; }

    /// <summary>Reads the file; null as long as it is not complete.</summary>
    public static DcpKubeconfig? TryRead(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string? server = null, authority = null, token = null;
        foreach (var line in File.ReadLines(path))
        {
            server ??= ValueOf(line, ServerKey);
            authority ??= ValueOf(line, AuthorityKey);
            token ??= ValueOf(line, TokenKey);
        }

        return server is null || authority is null || token is null
            ? null
            : new DcpKubeconfig(new Uri(server), token, System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(authority)));
    }

    /// <summary>Whether a certificate was issued by the authority in the file, or is it.</summary>
    public bool Trusts(X509Certificate? certificate)
    {
        if (certificate is null)
        {
            return false;
        }

        using var presented = new X509Certificate2(certificate);
        if (_authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(presented.RawDataMemory.Span)))
        {
            return true;
        }

        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            },
        };
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        return chain.Build(presented);
    }

    private static string? ValueOf(string line, string key)
    {
        var trimmed = line.AsSpan().Trim();
        return trimmed.StartsWith(key) && trimmed.Length > key.Length ? trimmed[key.Length..].Trim().Trim('"').ToString() : null;
    }
}
