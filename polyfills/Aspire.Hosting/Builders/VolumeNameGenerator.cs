using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Names volumes.</summary>
public static class VolumeNameGenerator
{
    /// <summary>Makes a name that is the same in every run of this AppHost and differs from those of other AppHosts.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource that the volume is for.</param>
    /// <param name="suffix">What the volume holds, e.g. <c>data</c>.</param>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (suffix.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')))
        {
            throw new ArgumentException($"The suffix '{suffix}' contains invalid characters. It must only contain [a-zA-Z0-9_.-].", nameof(suffix));
        }

        var application = builder.ApplicationBuilder;
        var name = string.Concat(application.Environment.ApplicationName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' ? c : '_'));
        var hash = application.Configuration["AppHost:Sha256"]?[..10];
        return $"{name}-{hash}-{builder.Resource.Name}-{suffix}".ToLowerInvariant();
    }
}
