using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting;

/// <summary>Writes into the user secrets of the AppHost: a JSON file of the user, outside the repository.</summary>
internal sealed class UserSecretsStore(string? filePath)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public bool IsAvailable => filePath is not null;

    public static UserSecretsStore For(Assembly? appHost, string? configuredId)
    {
        var id = string.IsNullOrWhiteSpace(configuredId) ? appHost?.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId : configuredId;
        return new UserSecretsStore(string.IsNullOrWhiteSpace(id) ? null : PathHelper.GetSecretsPathFromSecretsId(id));
    }

    /// <summary>Sets a secret; the answer is false where the AppHost has no user secrets or the file cannot be written.</summary>
    public bool TrySet(string key, string value)
    {
        if (filePath is null)
        {
            return false;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(filePath)!);

            // Other AppHosts of this user, and other runs of this one, may write at the same moment.
            using var file = OpenExclusively(filePath);
            var secrets = Read(file);
            secrets[key] = value;
            file.SetLength(0);
            using var writer = new StreamWriter(file);
            writer.Write(secrets.ToJsonString(s_indented));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    private static JsonObject Read(FileStream file)
    {
        if (file.Length == 0)
        {
            return [];
        }

        var node = JsonNode.Parse(file, nodeOptions: null, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        return node as JsonObject ?? [];
    }

    private static FileStream OpenExclusively(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (attempt < 20)
            {
                Thread.Sleep(50);
            }
        }
    }
}
