namespace Aspire.Hosting;

internal static class EnvironmentNames
{
    /// <summary>Makes a name fit for an environment variable: other characters than letters, digits and underscores become underscores.</summary>
    public static string Encode(string name)
    {
        var encoded = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? $"_{encoded}" : encoded;
    }
}
