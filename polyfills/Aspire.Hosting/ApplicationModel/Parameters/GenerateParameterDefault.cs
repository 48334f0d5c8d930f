using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a random value, such as a password.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string NumericCharacters = "0123456789";
    private const string SpecialCharacters = "-_.{}~()*+!";

    /// <summary>The least number of characters.</summary>
    public int MinLength { get; set; }

    /// <summary>Whether lower-case letters may be in it.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether upper-case letters may be in it.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether digits may be in it.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether special characters may be in it.</summary>
    public bool Special { get; set; } = true;

    /// <summary>The least number of lower-case letters.</summary>
    public int MinLower { get; set; }

    /// <summary>The least number of upper-case letters.</summary>
    public int MinUpper { get; set; }

    /// <summary>The least number of digits.</summary>
    public int MinNumeric { get; set; }

    /// <summary>The least number of special characters.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">A kind of characters is both forbidden and demanded, or all are forbidden.</exception>
    public override string GetDefaultValue()
    {
        (string Name, bool Allowed, int Minimum, string Characters)[] kinds =
        [
            (nameof(Lower), Lower, MinLower, LowerCharacters),
            (nameof(Upper), Upper, MinUpper, UpperCharacters),
            (nameof(Numeric), Numeric, MinNumeric, NumericCharacters),
            (nameof(Special), Special, MinSpecial, SpecialCharacters),
        ];
        if (kinds.FirstOrDefault(kind => !kind.Allowed && kind.Minimum > 0) is { Name: not null } contradiction)
        {
            throw new InvalidOperationException($"Min{contradiction.Name} demands characters that {contradiction.Name} forbids.");
        }

        var allowed = string.Concat(kinds.Where(kind => kind.Allowed).Select(kind => kind.Characters));
        if (allowed.Length == 0)
        {
            throw new InvalidOperationException("No kind of characters is allowed.");
        }

        var demanded = kinds.SelectMany(kind => RandomNumberGenerator.GetItems<char>(kind.Characters, kind.Minimum)).ToArray();
        var rest = RandomNumberGenerator.GetItems<char>(allowed, Math.Max(0, MinLength - demanded.Length));
        char[] value = [.. demanded, .. rest];
        RandomNumberGenerator.Shuffle<char>(value);
        return new string(value);
    }
}

/// <summary>Keeps what another default makes in the user secrets of the AppHost, so that the next run has the same value.</summary>
internal sealed class UserSecretsParameterDefault(UserSecretsStore secrets, string configurationKey, ParameterDefault inner) : ParameterDefault
{
    public override string GetDefaultValue()
    {
        var value = inner.GetDefaultValue();
        secrets.TrySet(configurationKey, value);
        return value;
    }
}

/// <summary>A value that is known.</summary>
internal sealed class ConstantParameterDefault(Func<string> valueGetter) : ParameterDefault
{
    public override string GetDefaultValue() => valueGetter();
}
