using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A directory for files that the AppHost makes and that outlive a run.</summary>
public interface IAspireStore
{
    /// <summary>The directory.</summary>
    string BasePath { get; }

    /// <summary>Keeps a content in a file whose name follows from it, so that the same content has the same path in every run.</summary>
    /// <param name="filenameTemplate">The name; a hash of the content is added before the extension.</param>
    /// <param name="contentStream">The content.</param>
    /// <returns>The path.</returns>
    string GetFileNameWithContent(string filenameTemplate, Stream contentStream);
}

/// <summary>Shorter ways to keep files.</summary>
public static class AspireStoreExtensions
{
    /// <summary>Keeps a copy of a file.</summary>
    /// <param name="aspireStore">The store.</param>
    /// <param name="filenameTemplate">The name; a hash of the content is added before the extension.</param>
    /// <param name="sourceFilename">The file.</param>
    /// <returns>The path of the copy.</returns>
    public static string GetFileNameWithContent(this IAspireStore aspireStore, string filenameTemplate, string sourceFilename)
    {
        ArgumentNullException.ThrowIfNull(aspireStore);
        using var source = File.OpenRead(sourceFilename);
        return aspireStore.GetFileNameWithContent(filenameTemplate, source);
    }
}

internal sealed class AspireStore(IConfiguration configuration) : IAspireStore
{
    public string BasePath { get; } = Path.GetFullPath(Path.Combine(
        configuration["Aspire:Store:Path"] ?? throw new InvalidOperationException("Set Aspire:Store:Path to a directory for the files of the AppHost."),
        ".aspire"));

    public string GetFileNameWithContent(string filenameTemplate, Stream contentStream)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(filenameTemplate);
        ArgumentNullException.ThrowIfNull(contentStream);
        using var content = new MemoryStream();
        contentStream.CopyTo(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.ToArray()))[..12];
        var name = Path.GetFileName(filenameTemplate);
        var path = Path.Combine(BasePath, $"{Path.GetFileNameWithoutExtension(name)}.{hash}{Path.GetExtension(name)}");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(BasePath);
            var temporary = $"{path}.{Environment.ProcessId}";
            File.WriteAllBytes(temporary, content.ToArray());
            File.Move(temporary, path, overwrite: true);
        }

        return path;
    }
}
